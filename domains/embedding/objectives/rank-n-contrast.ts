import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { logSumExpRows, option, pairwiseDistances, parseOptions } from '../../../core/index.js'
import { anchorsOf, inBlock } from '../parts/blocks.js'
import { NEVER } from '../parts/cross-entropy.js'
import { diagonal } from '../parts/labels.js'
import type { RealLabels } from '../parts/real-targets.js'
import { above, checkTargets } from '../parts/real-targets.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'
import { sumOf } from '../../../core/targets/sum-of.js'

export interface RankNContrastOptions {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /** The real target of every row, `[n]` or `[n, k]`. */
  readonly targets: RealLabels
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
    const apart = tf.sum<Tensor2D>(tf.abs(above(real)), 2)
    const own = diagonal(size)
    // Some anchors at a time: all of them at once would be n³ numbers
    const each = anchorsOf(size, who).map(block => {
      const of = (matrix: Tensor2D): Tensor2D => inBlock(matrix, block)
      const seen = tf.add(tf.expandDims(of(logits), 1), nearerHidden(of(apart), of(own)))
      const sums = logSumExpRows([tf.reshape(seen, [block.count * size, size])])
      const apartOf = tf.sub(tf.reshape(sums, [block.count, size]), of(logits))
      return tf.sum<Scalar>(tf.mul(apartOf, tf.sub(1, of(own))))
    })
    return tf.div<Scalar>(sumOf(each), size * (size - 1))
  })
}

/**
 * What is added to the logits of anchors for every other row: 0 at rows at least as far, and the
 * anchor itself never, `[anchors, rows, rows]`. By differences, for comparing whole matrices with
 * rows is slow on wasm.
 */
function nearerHidden (apart: Tensor2D, own: Tensor2D): tf.Tensor {
  const nearer = tf.step(tf.sub(tf.expandDims(apart, 2), tf.expandDims(apart, 1)))
  return tf.mul(tf.add(nearer, tf.expandDims(own, 1)), NEVER)
}
