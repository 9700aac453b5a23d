import { cosTurn, log } from './elementary.js'
import type { Source } from './words.js'

/**
 * A standard normal number, within ±8.6.
 *
 * Box and Muller, Annals of Mathematical Statistics 29 (1958): of the pair only one is used, so
 * that a number depends on nothing but its own two uniform ones.
 */
export function normal (source: Source): number {
  // 1 - u is in (0, 1]: its logarithm is finite
  const radius = Math.sqrt(-2 * log(1 - source.uniform()))
  return radius * cosTurn(source.uniform())
}
