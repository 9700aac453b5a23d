import type { Tensor } from '@tensorflow/tfjs-core'
import type { $ZodObject } from 'zod/v4/core'
import * as z from 'zod/mini'
import type { AnyCloud } from '../cloud.js'
import { countOf, takeEntries, takePoints } from '../points.js'
import type { Coordinates } from '../points.js'

/** A cloud as it is seen on its way: which point of a row every point is, and of which part. */
export interface Seen {
  readonly cloud: AnyCloud
  /** Absent: point i is point i; -1 for one that a step made. */
  readonly index?: Int32Array
  /** Absent while there is one part only. */
  readonly part?: Int32Array
}

/** What is done to points in place, to each whatever others there are. */
export interface Change {
  points (points: Coordinates): void
  /** The same for directions, such as normals; they stay where this is absent. */
  normals? (normals: Coordinates): void
}

/** A deterministic step on a cloud. Typed arrays among its parameters are columns of pieces. */
export interface CloudStep {
  readonly parameters: $ZodObject
  run (seen: Seen, parameters: Readonly<Record<string, unknown>>, piece: number): Seen
  /** The same in place, where it does not depend on which other points there are. */
  change? (parameters: Readonly<Record<string, unknown>>, piece: number): Change | undefined
  /** What becomes of a box's `[x, y, z, length, width, height, yaw]`; nothing: it cannot follow. */
  onBox? (
    box: readonly number[], parameters: Readonly<Record<string, unknown>>, piece: number
  ): readonly number[] | undefined
  /** The same on coordinates in a tensor `[pieces, points, 3 or more]`; absent: it needs clouds. */
  onTensor? (x: Tensor, parameters: Readonly<Record<string, unknown>>): Tensor
}

/** Some of the points that are seen, in this order. */
export function pick ({ cloud, index, part }: Seen, chosen: Int32Array): Seen {
  return {
    cloud: takePoints(cloud, chosen),
    index: index === undefined ? chosen : takeEntries(index, 1, chosen),
    ...part && { part: takeEntries(part, 1, chosen) }
  }
}

/** Which point of its row every point is. */
export function indexOfSeen ({ cloud, index }: Seen): Int32Array {
  if (index !== undefined) return index
  const all = new Int32Array(countOf(cloud))
  for (let i = 0; i < all.length; i++) all[i] = i
  return all
}

/** The same points elsewhere; a changed copy of the coordinates. */
export function moved (
  seen: Seen, change: (coordinates: Float32Array | Float64Array) => void
): Seen {
  const coordinates = seen.cloud.coordinates.slice()
  change(coordinates)
  return { ...seen, cloud: { ...seen.cloud, coordinates } }
}

/** Three numbers for all pieces, or three for each. */
export function triple (column: unknown, piece: number): readonly [number, number, number] {
  const list = column as readonly number[] | Float64Array
  const at = list.length === 3 ? 0 : 3 * piece
  return [list[at], list[at + 1], list[at + 2]]
}

/** The schema of three numbers, for all pieces or for each. */
export const triples = z.union([
  z.array(z.number()).check(z.length(3, 'must be three numbers')),
  z.custom<Float64Array>(value => value instanceof Float64Array && value.length % 3 === 0)
], 'must be three numbers, or a Float64Array of three a piece')
