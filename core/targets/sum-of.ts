import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/**
 * The sum of tensors of one shape, at least one. Not `tf.addN`: on WebGPU that of tfjs 4.22 gives 0
 * for more than seven, and says nothing.
 */
export function sumOf<T extends Tensor> (tensors: readonly T[]): T {
  return tensors.reduce((sum, each) => tf.add<T>(sum, each))
}
