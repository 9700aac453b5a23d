import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrix } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { takeColumns } from './take-columns.js'

/** What a kernel gets as attributes. */
export interface TopKAttributes { readonly k: number }

/** Kernel `RemixtureTopColumns`: input `x`, a float32 matrix; gives int32 columns. */
export const topColumns: Operation<TopKAttributes> = defineOperation({
  name: 'topColumns',
  compose: ([x], { k }) => tf.topk(x, k, true).indices
})

/** The largest numbers of every row, and where they stand. */
export interface TopK {
  /** float32 `[n, k]`, in descending order. */
  readonly values: Tensor2D
  /** int32 `[n, k]`; of equal numbers the one that stands first. */
  readonly columns: Tensor2D
}

/**
 * The k largest numbers of every row of a matrix, in descending order.
 *
 * Differentiable with respect to `x`, which `tf.topk` is not: the values are numbers of x.
 *
 * @param x - float32 `[n, m]`
 * @param k - 1 … m
 * @throws TENSOR for what is no matrix, and for a k out of range
 */
export function topK (x: Tensor2D, k: number): TopK {
  checkMatrix(x, 'topK', 'x')
  if (!Number.isInteger(k) || k < 1 || k > x.shape[1])
    throw fail('TENSOR', 'topK', 'k', `must be 1 … ${x.shape[1]}`, k)
  const columns = columnsOf(x, k)
  return { values: takeColumns(x, columns), columns }
}

/** Off the tape: numbers of columns have no gradient. */
function columnsOf (x: Tensor2D, k: number): Tensor2D {
  const run = tf.customGrad(() => ({ value: topColumns([x], { k }), gradFunc: () => [] }))
  return run() as Tensor2D
}
