import * as z from 'zod/mini'
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
    const rough = roughTest(parameters, piece)
    return pointsWhere(coordinates.length / 3, point => {
      const [x, y] = [coordinates[3 * point], coordinates[3 * point + 1]]
      return rough(x, y) ?? isIn(round(-Math.atan2(y, x)))
    })
  },

  holds: ([x, y], _kind, parameters, piece) =>
    sectorTest(parameters, piece, value => value)(-Math.atan2(y, x))
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

/**
 * What cross products with the edges tell without an arc tangent, for a sector of at most half a
 * turn; nothing near an edge.
 */
function roughTest (
  { from, to }: { from?: unknown, to?: unknown }, piece: number
): (x: number, y: number) => boolean | undefined {
  const start = entryOf(from as Angles, piece)
  const end = entryOf(to as Angles, piece)
  const narrow = end > start && start >= -Math.PI && end <= Math.PI &&
    end - start <= Math.PI + 1e-9
  if (!narrow) return () => undefined
  // The yaw turns clockwise: the direction of an angle is (cos, -sin)
  const [ax, ay] = [Math.cos(start), -Math.sin(start)]
  const [bx, by] = [Math.cos(end), -Math.sin(end)]
  return (x, y) => {
    const near = NEAR * (Math.abs(x) + Math.abs(y))
    const after = ay * x - ax * y
    const before = x * by - y * bx
    if (!(Math.abs(after) > near && Math.abs(before) > near)) return undefined
    return after > 0 && -before > 0
  }
}
