import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrix } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { checkTensor } from '../runtime.js'

/** Kernel `RemixturePickRows`: inputs `x` float32 `[n, d]` and rows int32 `[k]`. */
export const picked: Operation<object> = defineOperation({
  name: 'pickRows',
  saves: true,
  compose: ([x, rows]) => tf.gatherND(x, column(rows)),
  gradient: (dy, _, [x, rows]) => [
    () => tf.scatterND(column(rows), dy, x.shape),
    () => tf.zeros(rows.shape)
  ]
})

function column (rows: Tensor): Tensor {
  return tf.reshape(rows, [rows.size, 1])
}

/**
 * Rows of a matrix by numbers that are on the device: `out[i] = x[rows[i]]`; `takeRows` is for
 * numbers on the host, and faster.
 *
 * Differentiable with respect to `x`.
 *
 * @param x - float32 `[n, d]`
 * @param rows - int32 `[k]`, 0 … n - 1; nothing looks whether it is
 * @returns float32 `[k, d]`
 * @throws TENSOR for tensors of other shapes or dtypes
 */
export function pickRows (x: Tensor2D, rows: Tensor1D): Tensor2D {
  checkMatrix(x, 'pickRows', 'x')
  checkTensor(rows, 'pickRows', 'rows')
  if (rows.rank !== 1 || rows.dtype !== 'int32' || rows.size === 0)
    throw fail('TENSOR', 'pickRows', 'rows', 'must be int32 [k]', rows)
  return picked([x, rows], {}) as Tensor2D
}
