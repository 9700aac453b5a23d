import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { isTensor, option, parseOptions, positive, rowProducts } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { softplusSum } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import { checkClasses, sameLabel } from '../parts/labels.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { byAnchor, mixedCosines, mixesOf } from './metrix-pairs.js'
import { logOf } from './metrix.js'

const options = {
  alpha: positive.default(32),
  margin: option(z.number()).default(0.1),
  normalize: option(z.boolean()).default(true)
}

/**
 * The mixed part of the proxy-anchor loss in Metrix: proxies are anchors, and mixes of rows of
 * their class with others count λ as positives and 1 - λ as negatives.
 *
 * Venkataramanan et al., ICLR 2022, arXiv:2106.04990. Add `proxyAnchor` for the clean part.
 *
 * @param given - `plan` of `metrixMix({ anchors: 'classes' })`
 * @returns the mean over proxies with mixes, and over all of them
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function metrixProxy ({ embeddings, labels, proxies, plan, ...given }: {
  readonly embeddings: Tensor2D
  /** The class of every row, which is that of its proxy; on the host, as for the plan. */
  readonly labels: Int32Array | readonly number[]
  /** float32 `[classes, d]` */
  readonly proxies: Tensor2D
  readonly plan: Plan
  readonly alpha?: number
  readonly margin?: number
  readonly normalize?: boolean
  /** Whether mixes are brought to length 1; true by default. */
  readonly renormalize?: boolean
}): Scalar {
  const who = 'metrixProxy'
  checkEmbeddings(embeddings, who, 'embeddings')
  checkEmbeddings(proxies, who, 'proxies', embeddings)
  const { alpha, margin, normalize, renormalize } = parseOptions(who, z.object({
    ...options, renormalize: option(z.boolean()).default(true)
  }), given)
  const [classes] = proxies.shape
  checkClasses(labels, embeddings.shape[0], classes, who)
  if (isTensor(labels)) throw fail('INPUT', who, 'labels', 'must be on the host', labels)
  const { anchors: rowsOf, ...others } = mixesOf(plan, embeddings.shape[0], who)
  const anchors = rowsOf.map(row => labels[row])
  const { lambda } = others
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    if (anchors.length === 0) return tf.mul<Scalar>(tf.sum(rows), 0)
    const cosines = mixedCosines(unitRows(proxies, normalize), rows,
      { ...others, anchors }, renormalize)
    const { values, mask } = byAnchor(cosines, anchors, classes)
    return terms(values, mask, mask, [lambda, 1 - lambda], alpha, margin)
  })
}

/**
 * The proxy-anchor loss of rows that were mixed already, one positive class each, by the shares of
 * the authors' code: λ for that class, and 1 - λ for every other.
 *
 * billpsomas/Metrix_ICLR22, `ProxyAnchorLoss_mixup`. Its positive term has the wrong sign, which
 * `variant: 'reference'` keeps; `paper` has that of the paper.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function proxyAnchorOfMixes ({ mixed, labels, proxies, lambda, ...given }: {
  /** float32 `[n, d]` */
  readonly mixed: Tensor2D
  /** The class of the positive in each. */
  readonly labels: Labels
  readonly proxies: Tensor2D
  /** The share of the positive. */
  readonly lambda: number
  readonly alpha?: number
  readonly margin?: number
  readonly variant?: 'paper' | 'reference'
  readonly normalize?: boolean
}): Scalar {
  const who = 'proxyAnchorOfMixes'
  checkEmbeddings(mixed, who, 'mixed')
  checkEmbeddings(proxies, who, 'proxies', mixed)
  checkClasses(labels, mixed.shape[0], proxies.shape[0], who)
  if (!(lambda >= 0 && lambda <= 1)) throw fail('INPUT', who, 'lambda', 'must be 0 … 1', lambda)
  const { alpha, margin, normalize, variant } = parseOptions(who, z.object({
    ...options, variant: option(z.enum(['paper', 'reference'])).default('paper')
  }), given)
  return tf.tidy(() => {
    const cosines = rowProducts(unitRows(proxies, normalize), unitRows(mixed, normalize))
    const own = sameLabel(Int32Array.from({ length: proxies.shape[0] }, (_, c) => c), labels)
    const shares = [lambda, 1 - lambda] as const
    return terms(cosines, own, tf.sub<Tensor2D>(1, own), shares, alpha, margin,
      variant === 'paper' ? -1 : 1)
  })
}

function terms (
  cosines: Tensor2D, positive: Tensor2D, negative: Tensor2D,
  [own, other]: readonly [number, number], alpha: number, margin: number, sign = -1
): Scalar {
  const near: Tensor1D = softplusSum(
    tf.add(tf.mul(tf.sub(cosines, margin), sign * alpha), logOf(own)), positive)
  const far: Tensor1D = softplusSum(
    tf.add(tf.mul(tf.add(cosines, margin), alpha), logOf(other)), negative)
  const drawn = tf.maximum(tf.sum(tf.max(positive, 1)), 1)
  return tf.add<Scalar>(tf.div(tf.sum(near), drawn), tf.mean(far))
}
