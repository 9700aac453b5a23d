import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { RealRows } from '../../../core/index.js'
import { logSumExpRows, option, pairwiseDistances, parseOptions } from '../../../core/index.js'
import { masked } from '../parts/cross-entropy.js'
import { checkTargets } from '../parts/real-targets.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'
import { sumOf } from '../../../core/targets/sum-of.js'

export interface RankNContrastOptions {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /** The real target of every row, `[n]` or `[n, k]`: on the host. */
  readonly targets: RealRows | readonly number[]
  /** What distances are divided by; 2 by default. */
  readonly temperature?: number
  /** Whether rows are brought to length 1; false by default, as in the paper. */
  readonly normalize?: boolean
}

/**
 * Rank-N-Contrast: of every anchor, each other row is told from those whose targets are at least as
 * far away as its own.
 *
 * Zha et al., NeurIPS 2023, arXiv:2210.01189; kaiwenzha/Rank-N-Contrast@eca433b: similarity is
 * minus the Euclidean distance, targets of several numbers differ by the sum of their differences.
 *
 * @returns 0 for one row
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function rankNContrast (
  { embeddings, targets, ...given }: RankNContrastOptions
): Scalar {
  const who = 'rankNContrast'
  checkEmbeddings(embeddings, who, 'embeddings')
  const [size] = embeddings.shape
  const real = checkTargets(targets, size, who)
  const { temperature: tau, normalize } = parseOptions(who, z.object({
    temperature: temperature.default(2),
    normalize: option(z.boolean()).default(false)
  }), given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    if (size === 1) return tf.mul<Scalar>(tf.sum(rows), 0)
    const logits = tf.neg<Tensor2D>(tf.div(pairwiseDistances(rows, rows), tau))
    const apart = differences(real.data, size)
    // One anchor at a time: all of them at once would be n³ numbers
    const each = Array.from({ length: size }, (_, anchor) => {
      const own = tf.slice(logits, [anchor, 0], [1, size])
      const further = furtherThan(apart.subarray(anchor * size, (anchor + 1) * size), anchor)
      const sums = logSumExpRows([masked(tf.tile(own, [size - 1, 1]), further)])
      const others = tf.tensor2d(Float32Array.from({ length: size }, (_, k) =>
        Number(k !== anchor)), [1, size])
      return tf.sub<Scalar>(tf.sum(sums), tf.sum(tf.mul(own, others)))
    })
    return tf.div<Scalar>(sumOf(each), size * (size - 1))
  })
}

/** How far the targets of any two rows are apart. */
function differences (targets: ArrayLike<number>, size: number): Float64Array {
  const width = targets.length / size
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [i, j] = [Math.floor(place / size), place % size]
    let apart = 0
    for (let k = 0; k < width; k++)
      apart += Math.abs(targets[i * width + k] - targets[j * width + k])
    return apart
  })
}

/** For every row but the anchor: 1 at those at least as far, the anchor never. */
function furtherThan (apart: Float64Array, anchor: number): Tensor2D {
  const size = apart.length
  const others = Array.from(apart.keys()).filter(j => j !== anchor)
  const data = new Float32Array(others.length * size)
  others.forEach((j, row) => {
    for (let k = 0; k < size; k++)
      data[row * size + k] = Number(k !== anchor && apart[k] >= apart[j])
  })
  return tf.tensor2d(data, [others.length, size])
}
