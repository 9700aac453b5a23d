import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, positive as above0, rowProducts } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { joined, joinedRelations, rowsBeside } from '../parts/beside.js'
import { softplusSum } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import { checkClasses, sameLabel } from '../parts/labels.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'

/** Beside the rows of the batch: for the proxies, which are the anchors here. */
export interface ProxyAnchorOptions extends Pick<Beside, 'bank' | 'synthetic'> {
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
  { embeddings, labels, proxies, bank, synthetic, ...given }: ProxyAnchorOptions
): Scalar {
  const who = 'proxyAnchor'
  checkEmbeddings(embeddings, who, 'embeddings')
  checkEmbeddings(proxies, who, 'proxies', embeddings)
  checkClasses(labels, embeddings.shape[0], proxies.shape[0], who)
  const { alpha, margin, normalize } = parseOptions(who, proxyAnchorOptions, given)
  return tf.tidy(() => {
    const anchors = unitRows(proxies, normalize)
    const classes = Int32Array.from({ length: proxies.shape[0] }, (_, c) => c)
    const own = sameLabel(classes, labels)
    const beside = rowsBeside({ bank, synthetic }, anchors, { labels: classes, normalize }, who)
    const { positive, negative } =
      joinedRelations({ positive: own, negative: tf.sub(1, own) }, beside)
    const similarities = joined(rowProducts(anchors, unitRows(embeddings, normalize)),
      beside.map(each => each.similarities))
    const { near, far } = proxyTerms(similarities, positive, negative, alpha, margin)
    const drawn = tf.maximum(tf.sum(tf.max(positive, 1)), 1)
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
