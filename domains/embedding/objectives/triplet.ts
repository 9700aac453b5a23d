import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import {
  noGrad, option, pairwiseDistances, parseOptions, takeColumns, topK
} from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { joined, joinedRelations, rowsBeside } from '../parts/beside.js'
import type { Labels } from '../parts/labels.js'
import type { Reducer } from '../parts/reduce.js'
import { reduce, reducer, ROUNDING } from '../parts/reduce.js'
import { relations } from '../parts/relations.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'

export interface TripletOptions extends Beside {
  /** float32 `[n, d]` */
  readonly embeddings: Tensor2D
  readonly labels: Labels
  /** Which pairs of the batch count, float32 `[n, n]` of 0 and 1; all by default. */
  readonly mask?: Tensor2D
  /** How much nearer the positive must be; 0.05 by default. */
  readonly margin?: number
  /**
   * `all` triplets, or of every row the `hardest` positive and negative. With a bank of m labelled
   * rows all triplets are n · m² numbers.
   */
  readonly mining?: 'all' | 'hardest'
  /** `nonzero` by default: the mean of the triplets that cost something. */
  readonly reducer?: Reducer
  readonly normalize?: boolean
}

/** Further than any two rows. */
const FAR = 1e6

/**
 * The triplet loss `max(d(a, p) - d(a, n) + margin, 0)` in Euclidean distances.
 *
 * Schroff et al., CVPR 2015, arXiv:1503.03832; all triplets as KevinMusgrave/
 * pytorch-metric-learning@216a792, `TripletMarginLoss`; the hardest as Hermans et al.,
 * arXiv:1703.07737.
 *
 * @returns 0 where there is no triplet
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function triplet (
  { embeddings, labels, bank, sampleIds, synthetic, mask, ...given }: TripletOptions
): Scalar {
  const who = 'triplet'
  checkEmbeddings(embeddings, who, 'embeddings')
  const { margin, mining, reducer: how, normalize } = parseOptions(who, z.object({
    margin: option(z.number()).default(0.05),
    mining: option(z.enum(['all', 'hardest'])).default('all'),
    reducer: reducer.default('nonzero'),
    normalize: option(z.boolean()).default(true)
  }), given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    const related = relations(labels, embeddings.shape[0], who, mask)
    const beside = rowsBeside({ bank, sampleIds, synthetic }, rows, { labels, normalize }, who)
    const { positive, negative } = joinedRelations(related, beside)
    const own = pairwiseDistances(rows, rows)
    const distances = joined(own, beside.map(block => block.distances()))
    if (mining === 'hardest') {
      const apart = tf.sub(furthest(distances, positive), nearest(distances, negative))
      const whole = tf.mul(tf.max(positive, 1), tf.max(negative, 1))
      const hard = tf.mul(tf.relu(tf.add(apart, margin)), whole)
      return reduce(hard, how, hard.size, ROUNDING)
    }
    // Only of a bank with labels there are positives beside the batch
    const few = beside.every(block => block.positive === undefined)
    const apart = tf.sub(tf.expandDims(few ? own : distances, 2), tf.expandDims(distances, 1))
    const whole = tf.mul(tf.expandDims(few ? related.positive : positive, 2),
      tf.expandDims(negative, 1))
    const losses = tf.mul(tf.relu(tf.add(apart, margin)), whole)
    if (how !== 'mean') return reduce(losses, how, losses.size, ROUNDING)
    return tf.div<Scalar>(tf.sum(losses), noGrad(x => tf.maximum(tf.sum(x), 1), whole))
  })
}

/** The distance of the furthest of the rows that a mask names, the first one of equal ones. */
export function furthest (distances: Tensor2D, mask: Tensor2D): Tensor1D {
  const ranked = tf.sub<Tensor2D>(distances, tf.mul(tf.sub(1, mask), FAR))
  return chosen(distances, ranked)
}

/** The distance of the nearest of the rows that a mask names. */
export function nearest (distances: Tensor2D, mask: Tensor2D): Tensor1D {
  const ranked = tf.sub<Tensor2D>(tf.mul(tf.sub(mask, 1), FAR), distances)
  return chosen(distances, ranked)
}

function chosen (distances: Tensor2D, ranked: Tensor2D): Tensor1D {
  const { columns } = topK(ranked, 1)
  return tf.squeeze(takeColumns(distances, columns), [1])
}
