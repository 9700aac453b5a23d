import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { noGrad, nonnegative, parseOptions, positive, rowProducts } from '../../../core/index.js'
import type { Siamese } from '../parts/views.js'
import { checkSiamese, pairsOf } from '../parts/views.js'
import { sumOf } from '../../../core/targets/sum-of.js'

/**
 * BarLIP: features of both modalities, each made standard over the batch, are to be one and the
 * same feature and no other: Barlow Twins' loss of the mean over whole pairs and pairs of views.
 *
 * As `clipRocket`, `BarLIPLoss`, without its part that is CLIP. A feature that is constant over the
 * batch counts as 0.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function barLip (projections: Siamese, given: {
  /** What the squares off the diagonal are multiplied by; 0.005 by default. */
  readonly lambda?: number
  /** What the whole is multiplied by; 0.025 by default. */
  readonly scale?: number
} = {}): Scalar {
  const who = 'barLip'
  checkSiamese(projections, who, 'projections')
  const { lambda, scale } = parseOptions(who, z.object({
    lambda: nonnegative.default(0.005), scale: positive.default(0.025)
  }), given)
  return tf.tidy(() => {
    const { whole, local } = projections
    const losses = [[whole.image, whole.text] as const, ...pairsOf(local)].map(([one, other]) => {
      const [size, width] = one.shape
      const cross = tf.div<Tensor2D>(
        rowProducts(tf.transpose(standard(one)), tf.transpose(standard(other))), size)
      const off = tf.square(tf.sub(cross, tf.eye(width)))
      return tf.sum(tf.mul(off, tf.add(lambda, tf.mul(tf.eye(width), 1 - lambda))))
    })
    return tf.mul<Scalar>(tf.div(sumOf(losses), losses.length), scale)
  })
}

/** Columns of mean 0 and (population) variance 1. */
function standard (x: Tensor2D): Tensor2D {
  const centred = tf.sub(x, tf.mean(x, 0, true))
  const variance = tf.mean(tf.square(centred), 0, true)
  const there = noGrad(each => tf.cast(tf.greater(each, 1e-12), 'float32'), variance)
  const safe = tf.add(tf.mul(variance, there), tf.sub(1, there))
  return tf.div<Tensor2D>(tf.mul(centred, there), tf.sqrt(safe))
}
