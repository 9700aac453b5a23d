import type { DataType, Tensor, Tensor2D, TensorInfo } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { matrix, widthOf } from '../../rows.js'
import type { Attribute, TensorflowBackend } from './backend.js'

/** Stock operations of TensorFlow that tfjs-node has no kernel for, or one that waits. */

/** `x[rows]`; without the look at every index that tfjs-node takes on the host. */
export function gather (backend: TensorflowBackend, x: Tensor, rows: Int32Array | Tensor): Tensor {
  return gathered(backend, x, rows instanceof Int32Array ? tf.tensor1d(rows, 'int32') : rows, 0)
}

/** `x[i, columns[i, j]]` */
export function gatherColumns (backend: TensorflowBackend, x: Tensor, columns: Tensor): Tensor {
  return gathered(backend, x, columns, 1)
}

/** Along an axis, those before it in step with those of the index. */
function gathered (backend: TensorflowBackend, x: Tensor, index: Tensor, axis: number): Tensor {
  return backend.executeSingleOutput('GatherV2', [
    { name: 'batch_dims', type: backend.binding.TF_ATTR_INT, value: axis },
    type(backend, 'Tparams', x.dtype),
    type(backend, 'Tindices', 'int32'),
    type(backend, 'Taxis', 'int32')
  ], [x, index, tf.scalar(axis, 'int32')])
}

/** Numbers of every row added up in the columns that they name, `[n, width]`. */
export function addColumns (
  backend: TensorflowBackend, numbers: Tensor, columns: Tensor, width: number
): Tensor {
  return backend.executeSingleOutput('DenseBincount', [
    type(backend, 'Tidx', 'int32'),
    type(backend, 'T', 'float32'),
    flag(backend, 'binary_output')
  ], [columns, tf.scalar(width, 'int32'), numbers])
}

/** `yes` where it holds, else `no`; all are broadcast. */
export function choose (
  backend: TensorflowBackend, where: Tensor, yes: Tensor, no: Tensor
): Tensor {
  return backend.executeSingleOutput('SelectV2', [type(backend, 'T', 'float32')], [where, yes, no])
}

/** A matrix with other numbers where row and column are the same. */
export function setDiagonal (backend: TensorflowBackend, x: Tensor, diagonal: Tensor): Tensor {
  return backend.executeSingleOutput('MatrixSetDiag', [type(backend, 'T', 'float32')],
    [x, diagonal])
}

/** A tensor as a matrix of its rows; itself if it is one. */
export function flatRows (x: Tensor): Tensor2D {
  return x.rank === 2 ? x as Tensor2D : matrix(x, widthOf(x))
}

/** Rows of `chosen` where `mask` is 1, of `other` where it is 0, bit for bit. */
export function select (
  backend: TensorflowBackend, mask: Uint8Array, chosen: Tensor2D, other: Tensor2D
): Tensor {
  // Not SelectV2: broadcasting a column over three channels takes four times as long on a CPU.
  const inputs = [tf.tensor1d(mask, 'bool'), chosen, other]
  return backend.executeSingleOutput('Select', [type(backend, 'T', chosen.dtype)], inputs)
}

/** `x · y`, and 0 where y is 0, whatever x is there. */
export function mulNoNan (backend: TensorflowBackend, x: Tensor, y: Tensor): Tensor {
  return backend.executeSingleOutput('MulNoNan', [type(backend, 'T', 'float32')], [x, y])
}

/** A column `[n, 1]` as what multiplies a `[n, width]` fast. */
export function spread (backend: TensorflowBackend, column: Tensor2D, width: number): Tensor2D {
  // A GPU broadcasts for nothing, and would round this product to ten bits (TF32).
  if (width === 1 || backend.isUsingGpuDevice) return column
  return backend.executeSingleOutput('MatMul', [
    type(backend, 'T', 'float32'),
    flag(backend, 'transpose_a'),
    flag(backend, 'transpose_b')
  ], [column, tf.ones([1, width])]) as Tensor2D
}

/** The entries of a sparse matrix: where they stand, `[entries, 2]`, and what they are. */
export interface Entries { readonly index: Int32Array, readonly values: Float32Array }

/**
 * A sparse matrix `[size, n]` times the rows of `x`: every row is read where it is needed and added
 * to what is there, in the order of the entries. Products and sums are rounded one by one.
 */
export function sparseProduct (
  backend: TensorflowBackend, { index, values }: Entries, x: Tensor, size: number
): Tensor {
  const [count, ...row] = x.shape
  const shape = whole64(backend, [size, count])
  try {
    const product = backend.executeSingleOutput('SparseTensorDenseMatMul', [
      type(backend, 'T', 'float32'),
      type(backend, 'Tindices', 'int32'),
      flag(backend, 'adjoint_a'),
      flag(backend, 'adjoint_b')
    ], [
      tf.tensor2d(index, [values.length, 2], 'int32'), tf.tensor1d(values), shape,
      flatRows(x)
    ])
    return x.rank === 2 ? product : tf.reshape(product, [size, ...row])
  } finally {
    backend.disposeData(shape.dataId)
  }
}

/** Whole numbers in 64 bits, low half first, which tfjs itself does not know. */
function whole64 (backend: TensorflowBackend, numbers: readonly number[]): TensorInfo {
  const shape = [numbers.length]
  const dtype = 'int64' as DataType
  const halves = Int32Array.from(numbers.flatMap(number => [number, 0]))
  return { dataId: backend.write(halves, shape, dtype), shape, dtype }
}

/** The type of an input, as TensorFlow numbers it. */
export function type (backend: TensorflowBackend, name: string, dtype: DataType): Attribute {
  const { binding } = backend
  const types: Partial<Record<DataType, number>> = {
    float32: binding.TF_FLOAT, int32: binding.TF_INT32, bool: binding.TF_BOOL
  }
  return { name, type: binding.TF_ATTR_TYPE, value: types[dtype] ?? NaN }
}

export function flag (
  { binding }: TensorflowBackend, name: string, value = false
): Attribute {
  return { name, type: binding.TF_ATTR_BOOL, value }
}
