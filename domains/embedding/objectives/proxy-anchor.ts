import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, positive as above0, rowProducts } from '../../../core/index.js'
import { softplusSum } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import { checkClasses, sameLabel } from '../parts/labels.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'

export interface ProxyAnchorOptions {
  /** float32 `[n, d]` */
  readonly embeddings: Tensor2D
  /** Of every row: the number of its proxy. */
  readonly labels: Labels
  /** float32 `[classes, d]`: learnt. */
  readonly proxies: Tensor2D
  /** How sharply rows are weighed; 32 by default. */
  readonly alpha?: number
  /** 0.1 by default. */
  readonly margin?: number
  readonly normalize?: boolean
}

export const proxyAnchorOptions = z.object({
  alpha: above0.default(32),
  margin: option(z.number()).default(0.1),
  normalize: option(z.boolean()).default(true)
})

/**
 * The proxy-anchor loss: a learnt row stands for every class, and draws the rows of its class. The
 * mean over proxies with positives of `log(1 + Σ exp(-α(s - δ)))`, and over all of
 * `log(1 + Σ exp(α(s + δ)))`.
 *
 * Kim et al., CVPR 2020, arXiv:2003.13911; KevinMusgrave/pytorch-metric-learning@216a792,
 * `ProxyAnchorLoss`.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function proxyAnchor (
  { embeddings, labels, proxies, ...given }: ProxyAnchorOptions
): Scalar {
  const who = 'proxyAnchor'
  checkEmbeddings(embeddings, who, 'embeddings')
  checkEmbeddings(proxies, who, 'proxies', embeddings)
  checkClasses(labels, embeddings.shape[0], proxies.shape[0], who)
  const { alpha, margin, normalize } = parseOptions(who, proxyAnchorOptions, given)
  return tf.tidy(() => {
    const similarities = rowProducts(unitRows(proxies, normalize), unitRows(embeddings, normalize))
    const own = sameLabel(Int32Array.from({ length: proxies.shape[0] }, (_, c) => c), labels)
    const { near, far } = proxyTerms(similarities, own, tf.sub<Tensor2D>(1, own), alpha, margin)
    const drawn = tf.maximum(tf.sum(tf.max(own, 1)), 1)
    return tf.add<Scalar>(tf.div(tf.sum(near), drawn), tf.mean(far))
  })
}

/** Both terms of every proxy, by which rows count as positive and as negative. */
export function proxyTerms (
  similarities: Tensor2D, positive: Tensor2D, negative: Tensor2D, alpha: number, margin: number
): { readonly near: tf.Tensor1D, readonly far: tf.Tensor1D } {
  return {
    near: softplusSum(tf.mul(tf.sub(similarities, margin), -alpha), positive),
    far: softplusSum(tf.mul(tf.add(similarities, margin), alpha), negative)
  }
}
