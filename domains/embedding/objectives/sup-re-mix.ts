import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import {
  count, isTensor, logSumExpRows, option, parseOptions, rowDots, rowProducts, stopGradient
} from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { masked } from '../parts/cross-entropy.js'
import { diagonal } from '../parts/labels.js'
import type { RealLabels } from '../parts/real-targets.js'
import { above, checkTargets } from '../parts/real-targets.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'
import type { Mixtures } from './sup-re-mix-mixtures.js'
import { mixturesOf, mixturesOnDevice } from './sup-re-mix-mixtures.js'
import { publishedLoss } from './sup-re-mix-published.js'
import type { DistanceWeight } from './sup-re-mix-rows.js'
import { streamsOf } from './sup-re-mix-rows.js'

export interface SupReMixOptions {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /**
   * The real target of every row, `[n]`. Those on the device are differences of float32, and take
   * neither `maxPositives` nor `variant: 'reference'`, which list pairs.
   */
  readonly targets: RealLabels
  /** What the mixer made: without it, weighted SupCon. */
  readonly plan?: Plan
  /** 0.3 by default. */
  readonly temperature?: number
  /** How distances of targets weigh in the denominator; `L1_inv` by default: |d| + 1. */
  readonly distance?: DistanceWeight
  /** At most about so many mixed positives an anchor; all by default. */
  readonly maxPositives?: number
  /** `reference` for what the published code computes; see below. */
  readonly variant?: 'paper' | 'reference'
  readonly normalize?: boolean
}

/**
 * The loss of SupReMix: SupCon for regression, positives and negatives of one softmax, among them
 * the mixtures of a plan; denominators are weighed by how far targets are apart.
 *
 * Wu et al., Mixup Your Own Pairs, arXiv:2309.16633. Mixtures are linear, not normalised, and no
 * gradient flows through them. They are never laid out: their similarities come of one Gram matrix,
 * and those of the n³ positives are added up anchor by anchor.
 *
 * `variant: 'reference'` is what the published code computes instead: real rows and mixtures are
 * shifted by maxima of their own within one softmax; the targets of mixtures are sorted apart from
 * them, so that weights go to others; lists are filled up by rows of -1, whose maximum counts; a
 * mode without one kind has rows of zeros in its place; `L2_inv` of mixtures is (d + 1)² + 1. It
 * lists the mixtures of every anchor, and an anchor without a positive is 0 here too.
 *
 * @returns the mean over anchors; those without a positive count as 0
 * @throws OPTION, INPUT (targets of several numbers have no order), EMPTY_BATCH
 */
export function supReMixLoss (
  { embeddings, targets, plan, ...given }: SupReMixOptions
): Scalar {
  const who = 'supReMixLoss'
  checkEmbeddings(embeddings, who, 'embeddings')
  const [size] = embeddings.shape
  const y = checkTargets(targets, size, who)
  if (y.shape.length > 1 && y.shape[1] !== 1)
    throw fail('INPUT', who, 'targets', 'must be one number a row: others have no order', targets)
  const chosen = parseOptions(who, z.object({
    temperature: temperature.default(0.3),
    distance: option(z.enum(['L1_inv', 'L2_inv', 'L1', 'L2', 'none'])).default('L1_inv'),
    maxPositives: count.default(Number.MAX_SAFE_INTEGER),
    variant: option(z.enum(['paper', 'reference'])).default('paper'),
    normalize: option(z.boolean()).default(true)
  }), given)
  const { variant, maxPositives, normalize } = chosen
  if (isTensor(y) && (variant === 'reference' || given.maxPositives !== undefined))
    throw fail('INPUT', who, 'targets', 'must be on the host for what lists pairs', targets)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    if (!isTensor(y) && variant === 'reference') {
      const streams = plan === undefined ? {} : streamsOf(plan, y.data)
      return publishedLoss(rows, y.data, streams, plan !== undefined, chosen)
    }
    const apart = tf.squeeze<Tensor2D>(above(y), [2])
    const mixtures = plan === undefined
      ? {}
      : isTensor(y) ? mixturesOnDevice(plan, apart) : mixturesOf(plan, y.data, maxPositives)
    return jointLoss(rows, apart, mixtures, chosen)
  })
}

interface Chosen {
  readonly temperature: number
  readonly distance: DistanceWeight
}

/** One softmax over real rows and mixtures. */
function jointLoss (
  rows: Tensor2D, apart: Tensor2D, { shares, positives }: Mixtures,
  { temperature, distance }: Chosen
): Scalar {
  const still = stopGradient(rows)
  const real = tf.div<Tensor2D>(rowProducts(rows, rows), temperature)
  const mixed = tf.div<Tensor2D>(rowProducts(rows, still), temperature)
  const own = diagonal(rows.shape[0])
  const equal = tf.cast<Tensor2D>(tf.equal(apart, 0), 'float32')
  const same = tf.sub(equal, own)
  const blocks = [masked(tf.add<Tensor2D>(real, logWeight(apart, distance)), tf.sub(1, own))]
  if (shares !== undefined) {
    const likeOwn = tf.expandDims(tf.div(rowDots(rows, still), temperature), 1)
    const rest = tf.sub(1, shares)
    const logits = tf.add(tf.mul(shares, likeOwn), tf.mul(rest, mixed))
    const weighed = logWeight(tf.mul(rest, apart), distance)
    blocks.push(masked(tf.add<Tensor2D>(logits, weighed), tf.sub(1, equal)))
  }
  let drawn = tf.sum(tf.mul(real, same), 1)
  let counts = tf.sum(same, 1)
  if (positives !== undefined) {
    const mixtures = positives(mixed)
    drawn = tf.add(drawn, mixtures.sums)
    counts = tf.add(counts, mixtures.counts)
    blocks.push(tf.expandDims<Tensor2D>(mixtures.logSums, 1))
  }
  const each = tf.sub(logSumExpRows(blocks), tf.div(drawn, tf.maximum(counts, 1)))
  return tf.mean(tf.mul(each, tf.minimum(counts, 1)))
}

/** The logarithm of `weightOf`. */
function logWeight (apart: Tensor2D, distance: DistanceWeight): Tensor2D {
  switch (distance) {
    case 'L1_inv': return tf.log(tf.add(tf.abs(apart), 1))
    case 'L2_inv': return tf.log(tf.add(tf.square(apart), 1))
    case 'L1': return tf.neg(tf.log(tf.add(tf.abs(apart), 1)))
    case 'L2': return tf.neg(tf.log(tf.add(tf.square(apart), 1)))
    case 'none': return tf.zerosLike(apart)
  }
}
