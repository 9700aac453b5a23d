import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkMatrices } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'

/** Kernel `RemixtureRowProducts`: inputs `x` and `y`, float32 matrices. */
export const products: Operation<object> = defineOperation({
  name: 'rowProducts',
  saves: true,
  // Products with transpose flags leave the fast road of wasm, so transposes are made first
  compose: ([x, y]) => tf.matMul(x as Tensor2D, tf.transpose(y as Tensor2D)),
  gradient: (dy, _, [x, y]) => [
    () => tf.matMul(dy, y),
    () => tf.tidy(() => tf.matMul(tf.transpose(dy as Tensor2D), x as Tensor2D))
  ]
})

/**
 * The dot products of all rows of two tensors, `out[i, j] = x[i] · y[j]`: cosines of rows of length
 * 1, and the Gram matrix where both are one tensor.
 *
 * Differentiable with respect to `x` and `y`.
 *
 * @param x - float32 `[n, d]`
 * @param y - float32 `[m, d]`
 * @returns float32 `[n, m]`
 * @throws TENSOR for what are no two matrices of one width
 */
export function rowProducts (x: Tensor2D, y: Tensor2D): Tensor2D {
  checkMatrices(x, y, 'rowProducts')
  return products([x, y], {}) as Tensor2D
}
