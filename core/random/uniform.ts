import { parameters } from './parameters.js'
import type { Source } from './words.js'

/**
 * A real number in [low, high); `low` where the two are equal.
 * @param name of the draw, for its errors
 * @throws DRAW unless low <= high, a finite distance apart
 */
export function uniform (source: Source, low = 0, high = 1, name = 'uniform'): number {
  parameters.uniform(name, low, high)
  return between(source.uniform(), low, high)
}

/** The number that lies this `share` of the way from `low` to `high`; `share` is in [0, 1). */
export function between (share: number, low: number, high: number): number {
  const value = low + (high - low) * share
  // The top half step rounds to `high`, which is excluded; the bottom half step lacks as much.
  return value < high ? value : low
}

/**
 * A whole number from `low` to `end`, which is never drawn; all are equally likely, exactly.
 *
 * The 2^53 values of a uniform number are dealt out in equal runs; the rest is drawn again.
 * @throws DRAW unless both are safe integers, low < end, and end - low < 2^53
 */
export function int (source: Source, low: number, end: number, name = 'int'): number {
  parameters.int(name, low, end)
  return low + below(source, end - low)
}

/** The same from 0, for a range that is known to be one. */
export function below (source: Source, range: number): number {
  const run = Math.floor(2 ** 53 / range)
  let value: number
  do value = Math.floor(source.uniform() * 2 ** 53 / run)
  while (value >= range)
  return value
}
