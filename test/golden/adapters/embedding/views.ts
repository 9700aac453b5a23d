import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** Features `[rows, views, d]` as rows, those of one view after those of the other. */
export function inViews (features: Tensor): Tensor2D {
  const [size, views, width] = features.shape
  return tf.reshape(tf.transpose(features, [1, 0, 2]), [size * views, width])
}
