import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, positive, rowProducts } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { joined, joinedRelations, rowsBeside } from '../parts/beside.js'
import { softplusSum } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import type { Reducer } from '../parts/reduce.js'
import { reduce, reducer } from '../parts/reduce.js'
import { relations } from '../parts/relations.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'

export interface MultiSimilarityOptions extends Beside {
  /** float32 `[n, d]` */
  readonly embeddings: Tensor2D
  readonly labels: Labels
  /** Which pairs of the batch count, float32 `[n, n]` of 0 and 1; all by default. */
  readonly mask?: Tensor2D
  /** How sharply positives, and negatives, are weighed; 2 and 50 by default. */
  readonly alpha?: number
  readonly beta?: number
  /** The similarity that both are measured from; 0.5 by default. */
  readonly base?: number
  readonly reducer?: Reducer
  readonly normalize?: boolean
}

export const multiSimilarityOptions = z.object({
  alpha: positive.default(2),
  beta: positive.default(50),
  base: option(z.number()).default(0.5),
  reducer: reducer.default('mean'),
  normalize: option(z.boolean()).default(true)
})

/**
 * The multi-similarity loss, without its miner: `log(1 + Σ exp(-α(s - λ))) / α` over positives and
 * `log(1 + Σ exp(β(s - λ))) / β` over negatives of every row.
 *
 * Wang et al., CVPR 2019, arXiv:1904.06627; KevinMusgrave/pytorch-metric-learning@216a792,
 * `MultiSimilarityLoss`, whose defaults these are.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function multiSimilarity (
  { embeddings, labels, bank, sampleIds, synthetic, mask, ...given }: MultiSimilarityOptions
): Scalar {
  const who = 'multiSimilarity'
  checkEmbeddings(embeddings, who, 'embeddings')
  const { reducer, normalize, ...settings } = parseOptions(who, multiSimilarityOptions, given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    const beside = rowsBeside({ bank, sampleIds, synthetic }, rows, { labels, normalize }, who)
    const { positive, negative } =
      joinedRelations(relations(labels, embeddings.shape[0], who, mask), beside)
    const all = joined(rowProducts(rows, rows), beside.map(({ similarities }) => similarities))
    const each = multiSimilarityRows(all, positive, negative, settings)
    return reduce(each, reducer)
  })
}

/** The loss of every row by its similarities, and which of them count as what. */
export function multiSimilarityRows (
  similarities: Tensor2D, positive: Tensor2D, negative: Tensor2D,
  { alpha, beta, base }: { readonly alpha: number, readonly beta: number, readonly base: number }
): Tensor1D {
  const above = tf.sub<Tensor2D>(similarities, base)
  const near = softplusSum(tf.mul(above, -alpha), positive)
  const far = softplusSum(tf.mul(above, beta), negative)
  return tf.add<Tensor1D>(tf.div(near, alpha), tf.div(far, beta))
}
