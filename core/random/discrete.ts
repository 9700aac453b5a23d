import { parameters } from './parameters.js'
import { below } from './uniform.js'
import type { Source } from './words.js'

/**
 * A uniformly random order of 0 … size - 1.
 *
 * Fisher and Yates' shuffle in Durstenfeld's form, CACM 7 (1964), algorithm 235.
 * @throws DRAW unless size is a whole number below 2^31
 */
export function permutation (source: Source, size: number, name = 'permutation'): Int32Array {
  parameters.permutation(name, size)
  const order = new Int32Array(size)
  for (let index = 1; index < size; index++) order[index] = index
  for (let last = size - 1; last > 0; last--) {
    const other = below(source, last + 1)
    const kept = order[last]
    order[last] = order[other]
    order[other] = kept
  }
  return order
}

/**
 * An index of `weights`, each by its share of their sum; one of weight 0 is never drawn.
 * @throws DRAW unless all are finite and not negative, and one is above 0
 */
export function categorical (
  source: Source, weights: ArrayLike<number>, name = 'categorical'
): number {
  parameters.categorical(name, weights)
  // Measured by the largest, the sum of any weights is finite
  let largest = 0
  for (let index = 0; index < weights.length; index++) largest = Math.max(largest, weights[index])
  let sum = 0
  for (let index = 0; index < weights.length; index++) sum += weights[index] / largest
  const target = source.uniform() * sum
  let reached = 0
  let last = 0
  for (let index = 0; index < weights.length; index++) {
    if (weights[index] === 0) continue
    reached += weights[index] / largest
    last = index
    if (target < reached) break
  }
  return last
}
