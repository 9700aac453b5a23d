import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { logSumExpRows, option, parseOptions, rowDots, rowProducts } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { negativesIn, rowsBeside } from '../parts/beside.js'
import { masked } from '../parts/cross-entropy.js'
import { diagonal } from '../parts/labels.js'
import { checkMask, unlike } from '../parts/masks.js'
import { checkEmbeddings, checkPaired, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'

export interface DclOptions extends Beside {
  /** float32 `[n, d]`, and another view of each of its rows. */
  readonly anchors: Tensor2D
  readonly positives: Tensor2D
  /** 1 where row i and row j show the same, so that they are no negatives: float32 `[n, n]`. */
  readonly sameItem?: Tensor2D
  /** 0.1 by default. */
  readonly temperature?: number
  /** The other way too, and the mean of both; true by default. */
  readonly symmetric?: boolean
  readonly normalize?: boolean
}

/**
 * Decoupled contrastive learning: NT-Xent whose denominator has no positive in it.
 *
 * Yeh et al., ECCV 2022, arXiv:2110.06848; lightly-ai/lightly@e8d317f, `DCLLoss`. Negatives are the
 * other rows of both views.
 *
 * @returns 0 for a batch of one with nothing beside it, which has no negatives
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function dcl (
  { anchors, positives, bank, sampleIds, synthetic, sameItem, ...given }: DclOptions
): Scalar {
  const who = 'dcl'
  checkEmbeddings(anchors, who, 'anchors')
  checkPaired(positives, who, 'positives', anchors)
  const { temperature: tau, symmetric, normalize } = parseOptions(who, z.object({
    temperature: temperature.default(0.1),
    symmetric: option(z.boolean()).default(true),
    normalize: option(z.boolean()).default(true)
  }), given)
  const size = anchors.shape[0]
  checkMask(sameItem, size, who, 'sameItem')
  return tf.tidy(() => {
    const [one, other] = [anchors, positives].map(rows => unitRows(rows, normalize))
    const beside = (a: Tensor2D): Tensor2D[] =>
      rowsBeside({ bank, sampleIds, synthetic }, a, { normalize }, who).map(block =>
        tf.div<Tensor2D>(negativesIn(block), tau))
    if (size === 1 && beside(one).length === 0)
      return tf.mul<Scalar>(tf.sum(tf.add(one, other)), 0)
    const outside = tf.sub<Tensor2D>(1, diagonal(size))
    const way = (a: Tensor2D, b: Tensor2D): Scalar => {
      const logits = [a, b].map(each =>
        unlike(masked(tf.div<Tensor2D>(rowProducts(a, each), tau), outside), sameItem))
      const sums = logSumExpRows([...logits, ...beside(a)])
      return tf.mean(tf.sub(sums, tf.div(rowDots(a, b), tau)))
    }
    return symmetric ? tf.div<Scalar>(tf.add(way(one, other), way(other, one)), 2) : way(one, other)
  })
}
