import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrix } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { checkTensor } from '../runtime.js'

/** What kernels get as attributes: the width of the matrix of which columns are taken. */
export interface SpreadAttributes { readonly width: number }

/** Kernel `RemixtureTakeColumns`: inputs `x` float32 `[n, m]` and columns int32 `[n, k]`. */
export const columnsTaken: Operation<SpreadAttributes> = defineOperation({
  name: 'takeColumns',
  compose: ([x, columns], { width }) => {
    const flat = tf.reshape(x, [x.size])
    return tf.reshape(tf.gatherND(flat, places(columns, width)), columns.shape)
  }
})

// Here, since of the inputs the gradient needs the columns alone: x may be large
tf.registerGradient({
  kernelName: columnsTaken.kernel,
  inputsToSave: ['1'],
  gradFunc: (dy, [columns], attributes) => ({
    0: () => columnsSpread([dy as Tensor, columns], attributes as unknown as SpreadAttributes),
    1: () => tf.zeros(columns.shape)
  })
})

/** Kernel `RemixtureSpreadColumns`: the transpose, which adds up what meets in one place. */
export const columnsSpread: Operation<SpreadAttributes> = defineOperation({
  name: 'spreadColumns',
  compose: ([x, columns], { width }) => {
    const [size] = x.shape
    const flat = tf.scatterND(places(columns, width), tf.reshape(x, [x.size]), [size * width])
    return tf.reshape(flat, [size, width])
  }
})

/** Where the numbers stand in the flat matrix, `[n k, 1]`. */
function places (columns: Tensor, width: number): Tensor2D {
  const [size] = columns.shape
  const first = tf.tensor2d(Int32Array.from({ length: size }, (_, i) => i * width), [size, 1])
  return tf.reshape(tf.cast(tf.add(columns, tf.cast(first, 'int32')), 'int32'), [columns.size, 1])
}

/**
 * Numbers of every row of a matrix by their columns: `out[i, j] = x[i, columns[i, j]]`.
 *
 * Differentiable with respect to `x`.
 *
 * @param x - float32 `[n, m]`
 * @param columns - int32 `[n, k]`, 0 … m - 1; on the device, so nothing looks whether it is
 * @returns float32 `[n, k]`
 * @throws TENSOR for tensors of other shapes or dtypes
 */
export function takeColumns (x: Tensor2D, columns: Tensor2D): Tensor2D {
  checkMatrix(x, 'takeColumns', 'x')
  checkTensor(columns, 'takeColumns', 'columns')
  if (columns.rank !== 2 || columns.dtype !== 'int32' || columns.shape[0] !== x.shape[0])
    throw fail('TENSOR', 'takeColumns', 'columns', `must be int32 [${x.shape[0]}, k]`, columns)
  return columnsTaken([x, columns], { width: x.shape[1] }) as Tensor2D
}
