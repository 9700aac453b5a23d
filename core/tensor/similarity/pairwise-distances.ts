import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrices } from './check-matrices.js'
import { checkOptions } from '../check-options.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { products } from './row-products.js'

export interface PairwiseDistancesOptions {
  /** The squares of the distances; false by default. */
  readonly squared?: boolean
}

/** What a kernel gets as attributes. */
export interface PairwiseDistancesAttributes { readonly squared: boolean }

/** Below this a distance counts as none: it has no direction, so its gradient is 0. */
const LEAST = 1e-6

/** Kernel `RemixturePairwiseDistances`: inputs `x` and `y`, float32 matrices. */
export const distances: Operation<PairwiseDistancesAttributes> = defineOperation({
  name: 'pairwiseDistances',
  saves: true,
  compose ([x, y], { squared }) {
    const both = tf.add(squares(x), tf.transpose(squares(y)))
    const square = tf.relu(tf.sub(both, tf.mul(products([x, y], {}), 2)))
    return squared ? square : tf.sqrt(square)
  },
  gradient: (dy, { squared }, [x, y]) => {
    // d‖x - y‖ = (x - y) / ‖x - y‖ · d(x - y), and twice (x - y) · d(x - y) for the square
    const shares = (): Tensor => {
      if (squared) return tf.mul(dy, 2)
      const apart = distances([x, y], { squared })
      const near = tf.cast(tf.greater(apart, LEAST), 'float32')
      return tf.div(tf.mul(dy, near), tf.maximum(apart, LEAST))
    }
    return [
      () => tf.tidy(() => towards(shares(), x, y)),
      () => tf.tidy(() => towards(tf.transpose(shares()), y, x))
    ]
  }
})

function squares (x: Tensor): Tensor {
  return tf.sum(tf.square(x), 1, true)
}

/** `Σⱼ shares[i, j] · (x[i] - y[j])` */
function towards (shares: Tensor, x: Tensor, y: Tensor): Tensor {
  return tf.sub(tf.mul(x, tf.sum(shares, 1, true)), tf.matMul(shares as Tensor2D, y as Tensor2D))
}

/**
 * The Euclidean distances of all rows of two tensors, `out[i, j] = ‖x[i] - y[j]‖`, of their Gram
 * matrices: no `[n, m, d]` is made.
 *
 * Differentiable with respect to `x` and `y`; the gradient is 0 where two rows are the same, as in
 * torch's `cdist`. Rows of length 1 that are nearer than about 5e-4 are told apart by their squares
 * to no more than 1e-7.
 *
 * @param x - float32 `[n, d]`
 * @param y - float32 `[m, d]`
 * @returns float32 `[n, m]`, never below 0
 * @throws TENSOR for what are no two matrices of one width
 */
export function pairwiseDistances (
  x: Tensor2D, y: Tensor2D, options: PairwiseDistancesOptions = {}
): Tensor2D {
  checkMatrices(x, y, 'pairwiseDistances')
  checkOptions(options, 'pairwiseDistances')
  const { squared = false } = options
  if (typeof squared !== 'boolean')
    throw fail('TENSOR', 'pairwiseDistances', 'squared', 'must be true or false', squared)
  return distances([x, y], { squared }) as Tensor2D
}
