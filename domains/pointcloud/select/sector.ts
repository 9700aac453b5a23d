import * as z from 'zod/mini'
import { angleOf, direction } from '../angles.js'
import { roundingOf } from '../points.js'
import { entryOf, pointsWhere } from './selector.js'
import type { Selector } from './selector.js'

export const numberColumn = z.union([z.number(), z.custom<Float64Array>(value =>
  value instanceof Float64Array)], 'must be a number or a Float64Array')

type Angles = number | Float64Array

/**
 * Points whose yaw, -atan2(y, x), lies between two angles, neither included; in the type of the
 * coordinates, as array libraries compute it. An interval that goes beyond ±π goes on at the other
 * end; one that is empty holds nothing.
 */
export const sector: Selector = {
  parameters: z.strictObject({ from: numberColumn, to: numberColumn }),

  select ({ coordinates }, parameters, piece) {
    const round = roundingOf(coordinates)
    const isIn = sectorTest(parameters, piece, round)
    const edges = narrowEdges(parameters, piece)
    const yaw = (x: number, y: number): boolean => isIn(round(-angleOf(y, x)))
    if (edges !== undefined) return withinEdges(coordinates, edges, yaw)
    return pointsWhere(coordinates.length / 3, point =>
      yaw(coordinates[3 * point], coordinates[3 * point + 1]))
  },

  holds: ([x, y], _kind, parameters, piece) =>
    sectorTest(parameters, piece, value => value)(-angleOf(y, x))
}

function sectorTest (
  { from, to }: { from?: unknown, to?: unknown }, piece: number, round: (value: number) => number
): (yaw: number) => boolean {
  const start = entryOf(from as Angles, piece)
  const end = entryOf(to as Angles, piece)
  const [low, high, turn] = [round(start), round(end), 2 * Math.PI]
  if (!(end > start)) return () => false
  if (start >= -Math.PI && end <= Math.PI) return yaw => yaw > low && yaw < high
  if (end - start > turn) return () => true
  return yaw => [yaw, yaw + turn, yaw - turn].some(each => each > start && each < end)
}

/** Cross products within this share of what they can be are too near an edge to tell. */
const NEAR = 1e-5

/** The directions of the edges of a sector of at most half a turn. */
type Edges = readonly [ax: number, ay: number, bx: number, by: number]

function narrowEdges (
  { from, to }: { from?: unknown, to?: unknown }, piece: number
): Edges | undefined {
  const start = entryOf(from as Angles, piece)
  const end = entryOf(to as Angles, piece)
  const narrow = end > start && start >= -Math.PI && end <= Math.PI &&
    end - start <= Math.PI + 1e-9
  if (!narrow) return undefined
  // The yaw turns clockwise: the direction of an angle is (cos, -sin)
  const [[ax, ay], [bx, by]] = [direction(start), direction(end)]
  return [ax, -ay, bx, -by]
}

/**
 * Flags of the points between two edges, by cross products, and by their yaw where these are too
 * near 0 to tell: it is the yaw that decides.
 */
function withinEdges (
  coordinates: Float32Array | Float64Array, [ax, ay, bx, by]: Edges,
  isIn: (x: number, y: number) => boolean
): Uint8Array {
  const flags = new Uint8Array(coordinates.length / 3)
  for (let point = 0, k = 0; point < flags.length; point++, k += 3) {
    const x = coordinates[k]
    const y = coordinates[k + 1]
    const near = NEAR * (Math.abs(x) + Math.abs(y))
    const after = ay * x - ax * y
    const before = y * bx - x * by
    // Without a branch on the side, which no processor could foresee
    flags[point] = Math.abs(after) > near && Math.abs(before) > near
      ? Number(after > 0) & Number(before > 0)
      : Number(isIn(x, y))
  }
  return flags
}
