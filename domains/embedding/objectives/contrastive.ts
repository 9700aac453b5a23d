import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { nonnegative, option, pairwiseDistances, parseOptions } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { joined, joinedRelations, rowsBeside } from '../parts/beside.js'
import type { Labels } from '../parts/labels.js'
import type { Reducer } from '../parts/reduce.js'
import { reduce, reducer, ROUNDING } from '../parts/reduce.js'
import type { Relations } from '../parts/relations.js'
import { relations } from '../parts/relations.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'

export interface ContrastiveOptions extends Beside {
  /** float32 `[n, d]` */
  readonly embeddings: Tensor2D
  readonly labels: Labels
  /** Which pairs of the batch count, float32 `[n, n]` of 0 and 1; all by default. */
  readonly mask?: Tensor2D
  /** Rows of one label no further apart cost nothing; 0 by default. */
  readonly positiveMargin?: number
  /** Rows of two labels no nearer cost nothing; 1 by default. */
  readonly negativeMargin?: number
  /** `nonzero` by default: the mean of the pairs that cost something, of each kind. */
  readonly reducer?: Reducer
  readonly normalize?: boolean
}

/**
 * The contrastive loss of pairs: rows of one label draw near each other, those of others keep a
 * margin, in Euclidean distances. Ordered pairs; both kinds are reduced apart and added.
 *
 * Hadsell et al., CVPR 2006; KevinMusgrave/pytorch-metric-learning@216a792, `ContrastiveLoss`.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function contrastive (
  { embeddings, labels, bank, sampleIds, synthetic, mask, ...given }: ContrastiveOptions
): Scalar {
  const who = 'contrastive'
  checkEmbeddings(embeddings, who, 'embeddings')
  const { positiveMargin, negativeMargin, reducer: how, normalize } = parseOptions(who, z.object({
    positiveMargin: nonnegative.default(0),
    negativeMargin: nonnegative.default(1),
    reducer: reducer.default('nonzero'),
    normalize: option(z.boolean()).default(true)
  }), given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    const beside = rowsBeside({ bank, sampleIds, synthetic }, rows, { labels, normalize }, who)
    const related = joinedRelations(relations(labels, embeddings.shape[0], who, mask), beside)
    const distances = joined(pairwiseDistances(rows, rows), beside.map(each => each.distances()))
    return pairLoss(distances, related, [positiveMargin, negativeMargin], how)
  })
}

/** The losses of pairs of both kinds by their distances, reduced apart and added. */
export function pairLoss (
  distances: Tensor2D, { positive, negative }: Relations,
  [positiveMargin, negativeMargin]: readonly [number, number], how: Reducer
): Scalar {
  const apart = tf.mul(tf.relu(tf.sub(distances, positiveMargin)), positive)
  const near = tf.mul(tf.relu(tf.sub(negativeMargin, distances)), negative)
  const counted = (losses: tf.Tensor, mask: Tensor2D): Scalar => how === 'mean'
    ? tf.div(tf.sum(losses), tf.maximum(tf.sum(mask), 1))
    : reduce(losses, how, losses.size, ROUNDING)
  return tf.add<Scalar>(counted(apart, positive), counted(near, negative))
}
