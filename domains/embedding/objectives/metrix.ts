import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { nonnegative, option, parseOptions, positive } from '../../../core/index.js'
import { softplusSum } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import { checkLabels } from '../parts/labels.js'
import { reduce } from '../parts/reduce.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { contrastive } from './contrastive.js'
import type { Mixes } from './metrix-pairs.js'
import { byAnchor, mixedCosines, mixesOf } from './metrix-pairs.js'
import { multiSimilarity } from './multi-similarity.js'

export interface MetrixOptions {
  /** float32 `[n, d]` */
  readonly embeddings: Tensor2D
  readonly labels: Labels
  /** What `metrixMix` planned. */
  readonly plan: Plan
  /** Which loss is mixed; `contrastive` by default. */
  readonly loss?: 'contrastive' | 'multi-similarity'
  /** How much the mixed loss counts beside the clean one; 0.4 by default. */
  readonly weight?: number
  /** Negatives no more alike cost nothing: 0.5 by default, of distances under `reference`. */
  readonly margin?: number
  /** Of the multi-similarity loss: 2, 50 and 0.5 by default. */
  readonly alpha?: number
  readonly beta?: number
  readonly base?: number
  /**
   * `paper`: cosines, sums over the mixes of each anchor. `reference`: what the authors' code does
   * with the contrastive loss: Euclidean distances of rows of length 1, means of what is above 0.
   */
  readonly variant?: 'paper' | 'reference'
  /** Whether rows are brought to length 1 before they are mixed; true by default. */
  readonly normalize?: boolean
  /** Whether mixes are brought to length 1, too; true by default. */
  readonly renormalize?: boolean
}

const options = z.object({
  loss: option(z.enum(['contrastive', 'multi-similarity'])).default('contrastive'),
  weight: nonnegative.default(0.4),
  margin: option(z.number()).default(0.5),
  alpha: positive.default(2),
  beta: positive.default(50),
  base: option(z.number()).default(0.5),
  variant: option(z.enum(['paper', 'reference'])).default('paper'),
  normalize: option(z.boolean()).default(true),
  renormalize: option(z.boolean()).default(true)
})

/** Distances of rows are never below this: their slope has no end at 0. */
const LEAST = 1e-12

/**
 * Metrix: a loss of pairs, and the same of mixes that are λ positive and 1 - λ negative.
 *
 * Venkataramanan et al., ICLR 2022, arXiv:2106.04990, eq. 6 to 9; billpsomas/Metrix_ICLR22@7ce730c.
 * Cosines of mixes come of one Gram matrix. Gradients flow through all of their rows.
 *
 * @returns the clean loss where there is nothing to mix
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function metrix (given: MetrixOptions): Scalar {
  const { embeddings, labels, plan, ...rest } = given
  const chosen = checked(given, rest, 'metrix')
  return tf.tidy(() => {
    const clean = chosen.loss === 'contrastive'
      ? contrastive({ embeddings, labels, negativeMargin: chosen.margin })
      : multiSimilarity({
        embeddings, labels, alpha: chosen.alpha, beta: chosen.beta, base: chosen.base
      })
    return tf.add<Scalar>(clean, tf.mul(mixed(embeddings, plan, chosen, 'metrix'), chosen.weight))
  })
}

/** The mixed part of `metrix` alone, whatever its weight. Throws as it does. */
export function metrixMixed (given: MetrixOptions): Scalar {
  const { embeddings, labels: _, plan, ...rest } = given
  const chosen = checked(given, rest, 'metrixMixed')
  return tf.tidy(() => mixed(embeddings, plan, chosen, 'metrixMixed'))
}

type Chosen = z.output<typeof options>

function checked (
  { embeddings, labels }: MetrixOptions, rest: object, who: string
): Chosen {
  checkEmbeddings(embeddings, who, 'embeddings')
  checkLabels(labels, embeddings.shape[0], who)
  return parseOptions(who, options, rest)
}

function mixed (embeddings: Tensor2D, plan: Plan, chosen: Chosen, who: string): Scalar {
  const [size] = embeddings.shape
  const mixes = mixesOf(plan, size, who)
  const rows = unitRows(embeddings, chosen.normalize)
  if (mixes.anchors.length === 0) return tf.mul<Scalar>(tf.sum(rows), 0)
  const cosines = mixedCosines(rows, rows, mixes, chosen.renormalize)
  if (chosen.variant === 'reference' && chosen.loss === 'contrastive')
    return published(cosines, mixes.lambda, chosen.margin)
  const each = chosen.loss === 'contrastive'
    ? linear(cosines, mixes, size, chosen.margin)
    : exponential(cosines, mixes, size, chosen)
  const anchored = new Set(mixes.anchors).size
  return tf.div<Scalar>(tf.sum(each), anchored)
}

/** The code's: distances of rows of length 1, each kind the mean of what is above 0. */
function published (cosines: Tensor1D, lambda: number, margin: number): Scalar {
  const distances = tf.sqrt(tf.maximum(tf.sub(2, tf.mul(cosines, 2)), LEAST))
  const near = reduce(tf.mul(distances, lambda), 'nonzero')
  const far = reduce(tf.mul(tf.relu(tf.sub(margin, distances)), 1 - lambda), 'nonzero')
  return tf.add(near, far)
}

/** `Σ -λ s + Σ (1 - λ) max(s - m, 0)` of every anchor. */
function linear (
  cosines: Tensor1D, { anchors, lambda }: Mixes, size: number, margin: number
): Tensor1D {
  const cost = tf.sub<Tensor1D>(tf.mul(tf.relu(tf.sub(cosines, margin)), 1 - lambda),
    tf.mul(cosines, lambda))
  const { values, mask } = byAnchor(cost, anchors, size)
  return tf.sum(tf.mul(values, mask), 1)
}

/** `log(1 + Σ λ exp(-α(s - m))) / α + log(1 + Σ (1 - λ) exp(β(s - m))) / β` of every anchor. */
function exponential (
  cosines: Tensor1D, { anchors, lambda }: Mixes, size: number, { alpha, beta, base }: Chosen
): Tensor1D {
  const { values, mask } = byAnchor(tf.sub(cosines, base), anchors, size)
  const near = softplusSum(tf.add(tf.mul(values, -alpha), logOf(lambda)), mask)
  const far = softplusSum(tf.add(tf.mul(values, beta), logOf(1 - lambda)), mask)
  return tf.add<Tensor1D>(tf.div(near, alpha), tf.div(far, beta))
}

/** The logarithm of a share, and of none what leaves nothing. */
export function logOf (share: number): number {
  return share > 0 ? Math.log(share) : -1e4
}
