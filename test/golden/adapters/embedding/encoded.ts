import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { normalizeRows } from '../../../../core/index.js'

/** What the encoder of a case gives: one linear map, rows of length 1. */
export function encode (x: Tensor, weights: Tensor): Tensor2D {
  return normalizeRows(tf.matMul(x as Tensor2D, weights as Tensor2D))
}
