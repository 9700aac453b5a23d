import type { Tensor } from '@tensorflow/tfjs-core'
import { COPIED, checkIndex, checkRows, isIdentity } from './check.js'
import { combine } from './combine-rows.js'

/**
 * Rows of a tensor: `out[k] = x[rows[k]]`, copied as they are.
 *
 * Differentiable with respect to `x`, on wasm too, where `tf.gather` is not.
 *
 * @param x - `[n, ...row]`; float32, or int32 and bool, which are copied exactly
 * @param rows - 0 … n - 1, any number of them, in any order
 * @returns `[rows.length, ...row]` of the same dtype
 * @throws TENSOR for row numbers out of range
 */
export function takeRows<T extends Tensor> (x: T, rows: Int32Array): T {
  checkRows(x, 'takeRows', 'x', { dtypes: COPIED })
  const count = x.shape[0]
  checkIndex(rows, count, 'takeRows', 'rows')
  const moved = isIdentity(rows, count) ? undefined : rows
  return combine([x], { rows: moved, coefficients: 1, size: rows.length, count }) as T
}
