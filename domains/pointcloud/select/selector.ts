import type { $ZodObject } from 'zod/v4/core'
import type { AnyCloud } from '../cloud.js'

/**
 * A way to choose points of a cloud. What it says of a plan's `points` region goes for one piece:
 * typed arrays among the parameters are columns of pieces, lists are for all of them.
 */
export interface Selector {
  readonly parameters: $ZodObject
  /**
   * Numbers of the points that are meant, in the order in which they are shown; or a flag for every
   * point of the cloud, where that is their order.
   */
  select (
    cloud: AnyCloud, parameters: Readonly<Record<string, unknown>>, piece: number, memo: Memo
  ): Int32Array | Uint8Array
  /** It does not depend on where points are: they may be chosen before they are moved. */
  readonly placeless?: boolean
  /**
   * Whether a place in space is meant, for boxes, which go where their centre is; absent where that
   * depends on points. `kind` is the class of the box.
   */
  holds? (
    place: readonly number[], kind: number, parameters: Readonly<Record<string, unknown>>,
    piece: number
  ): boolean
}

/** What was found out of a thing while one plan is painted, so that it is found out once. */
export type Memo = <T>(of: object, key: string, make: () => T) => T

export function memory (): Memo {
  const known = new WeakMap<object, Map<string, unknown>>()
  return <T>(of: object, key: string, make: () => T): T => {
    const found = known.get(of) ?? new Map<string, unknown>()
    known.set(of, found)
    if (!found.has(key)) found.set(key, make())
    return found.get(key) as T
  }
}

/** The entry of a column, or the number that stands for all. */
export function entryOf (
  column: number | Int32Array | Float64Array | undefined, piece: number, otherwise = 0
): number {
  if (column === undefined) return otherwise
  if (typeof column === 'number') return column
  return column.length === 1 ? column[0] : column[piece]
}

/** The points for which a test holds, in order. */
export function pointsWhere (count: number, test: (point: number) => boolean): Int32Array {
  const found = new Int32Array(count)
  let chosen = 0
  for (let point = 0; point < count; point++) if (test(point)) found[chosen++] = point
  return found.slice(0, chosen)
}

/** All points but these. */
export function complementOf (chosen: Int32Array, count: number): Int32Array {
  const flags = new Uint8Array(count)
  for (let k = 0; k < chosen.length; k++) flags[chosen[k]] = 1
  return flagged(flags, 0)
}

/** The points whose flag is this, in order: counted first, so that memory is taken once. */
export function flagged (flags: Uint8Array, flag: 0 | 1): Int32Array {
  let ones = 0
  for (let point = 0; point < flags.length; point++) ones += flags[point]
  const found = new Int32Array(flag === 1 ? ones : flags.length - ones)
  const other = 1 - flag
  // Without a branch on the flag, which no processor could foresee
  for (let point = 0, at = 0; at < found.length; point++) {
    found[at] = point
    at += flags[point] ^ other
  }
  return found
}
