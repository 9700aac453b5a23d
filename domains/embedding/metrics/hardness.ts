import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { count, parseOptions } from '../../../core/index.js'
import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import { checkTensor } from '../../../core/index.js'

/** How hard synthetic negatives are beside real ones. */
export interface Hardness {
  /** Mean cosines with the anchors. */
  readonly real: number
  readonly synthetic: number
  /** For how many anchors the mean synthetic negative is more alike than the hardest real one. */
  readonly harder: number
  /** Counts of cosines from -1 to 1. */
  readonly realCounts: Int32Array
  readonly syntheticCounts: Int32Array
}

/**
 * Compares the cosines of real and synthetic negatives with their anchors.
 *
 * @param real - float32 `[n, k]`
 * @param synthetic - float32 `[n, s]`
 * @throws INPUT, OPTION
 */
export async function hardnessOf (
  real: Tensor2D, synthetic: Tensor2D, given: { readonly bins?: number } = {}
): Promise<Hardness> {
  const { bins } = parseOptions('hardnessOf', z.object({ bins: count.default(20) }), given)
  for (const [name, x] of Object.entries({ real, synthetic })) {
    checkTensor(x, 'hardnessOf', name)
    if (x.rank !== 2 || x.dtype !== 'float32' || x.size === 0 || x.shape[0] !== real.shape[0])
      throw fail('INPUT', 'hardnessOf', name, 'must be float32 [anchors, negatives]', x)
  }
  const harder = tf.tidy(() => tf.mean(tf.cast(
    tf.greater(tf.mean(synthetic, 1), tf.max(real, 1)), 'float32')))
  const [a, b, [share]] = await Promise.all(
    [real, synthetic, harder].map(x => x.data<'float32'>()))
  harder.dispose()
  for (const [name, cosines] of Object.entries({ real: a, synthetic: b })) {
    const wrong = cosines.find(each => !Number.isFinite(each))
    if (wrong !== undefined)
      throw fail('INPUT', 'hardnessOf', name, 'must be finite numbers', wrong)
  }
  return {
    real: meanOf(a),
    synthetic: meanOf(b),
    harder: share,
    realCounts: countsOf(a, bins),
    syntheticCounts: countsOf(b, bins)
  }
}

function meanOf (numbers: Float32Array): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}

function countsOf (numbers: Float32Array, bins: number): Int32Array {
  const counts = new Int32Array(bins)
  for (const each of numbers)
    counts[Math.min(bins - 1, Math.max(0, Math.floor((each + 1) / 2 * bins)))]++
  return counts
}
