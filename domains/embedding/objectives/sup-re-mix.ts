import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan, RealRows } from '../../../core/index.js'
import {
  count, logSumExpRows, option, parseOptions, rowDots, rowProducts, stopGradient
} from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { logSumOuter } from '../../../core/tensor/similarity/log-sum-outer.js'
import { NEVER } from '../parts/cross-entropy.js'
import { table } from '../parts/labels.js'
import { checkTargets } from '../parts/real-targets.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'
import { publishedLoss } from './sup-re-mix-published.js'
import type { DistanceWeight, Streams } from './sup-re-mix-rows.js'
import { bracketing, pairWeights, streamsOf, weightOf } from './sup-re-mix-rows.js'

export interface SupReMixOptions {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /** The real target of every row, `[n]`, on the host. */
  readonly targets: RealRows | readonly number[]
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
  const { data: y, shape } = checkTargets(targets, size, who)
  if (shape.length > 1 && shape[1] !== 1)
    throw fail('INPUT', who, 'targets', 'must be one number a row: others have no order', targets)
  const chosen = parseOptions(who, z.object({
    temperature: temperature.default(0.3),
    distance: option(z.enum(['L1_inv', 'L2_inv', 'L1', 'L2', 'none'])).default('L1_inv'),
    maxPositives: count.default(Number.MAX_SAFE_INTEGER),
    variant: option(z.enum(['paper', 'reference'])).default('paper'),
    normalize: option(z.boolean()).default(true)
  }), given)
  const streams = plan === undefined ? {} : streamsOf(plan, y)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, chosen.normalize)
    return chosen.variant === 'reference'
      ? publishedLoss(rows, y, streams, plan !== undefined, chosen)
      : jointLoss(rows, y, streams, chosen)
  })
}

interface Chosen {
  readonly temperature: number
  readonly distance: DistanceWeight
  readonly maxPositives: number
}

/** One softmax over real rows and mixtures. */
function jointLoss (
  rows: Tensor2D, y: ArrayLike<number>, { shares, window }: Streams,
  { temperature, distance, maxPositives }: Chosen
): Scalar {
  const size = rows.shape[0]
  const still = stopGradient(rows)
  const real = tf.div<Tensor2D>(rowProducts(rows, rows), temperature)
  const mixed = tf.div<Tensor2D>(rowProducts(rows, still), temperature)
  const weighed = table(size, size, (i, j) =>
    i === j ? NEVER : Math.log(weightOf(y[i] - y[j], distance)))
  const blocks = [tf.add<Tensor2D>(real, weighed)]
  if (shares !== undefined) {
    const own = tf.div(rowDots(rows, still), temperature)
    const there = (i: number, j: number): boolean => !Number.isNaN(shares[i * size + j])
    const a = table(size, size, (i, j) => there(i, j) ? shares[i * size + j] : 0)
    const log = table(size, size, (i, j) => there(i, j)
      ? Math.log(weightOf((1 - shares[i * size + j]) * (y[i] - y[j]), distance))
      : NEVER)
    const logits = tf.add(tf.mul(a, tf.expandDims(own, 1)), tf.mul(tf.sub(1, a), mixed))
    blocks.push(tf.add<Tensor2D>(logits, log))
  }
  const same = table(size, size, (i, j) => Number(i !== j && y[i] === y[j]))
  let drawn = tf.sum(tf.mul(real, same), 1)
  let counts = tf.sum(same, 1)
  if (window !== undefined) {
    const pairs = bracketing(y, window, maxPositives, 0)
    const all = pairWeights(pairs, size)
    drawn = tf.add(drawn, tf.sum(tf.mul(mixed, all.shares), 1))
    counts = tf.add(counts, tf.tensor1d(all.counts))
    blocks.push(tf.expandDims<Tensor2D>(logSumOuter(mixed, pairs), 1))
  }
  const each = tf.sub(logSumExpRows(blocks), tf.div(drawn, tf.maximum(counts, 1)))
  return tf.mean(tf.mul(each, tf.minimum(counts, 1)))
}
