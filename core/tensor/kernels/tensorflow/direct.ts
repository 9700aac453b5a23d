import type { DataType, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Attribute, TensorflowBackend } from './backend.js'
import { flag, type } from './stock.js'

// Of operations on few numbers the road through tfjs takes longer than TensorFlow does, so kernels
// of many of them call these, which go there by themselves.

/** A tensor, or a number that is sent along with it. */
export type Input = TensorInfo | number

/** What TensorFlow calls them. */
export type Unary = 'Acos' | 'Cos' | 'Exp' | 'Log' | 'Sin' | 'Square'
export type Binary = 'AddV2' | 'Minimum' | 'Mul' | 'RealDiv' | 'Sub' | 'Greater' | 'Less'

export function unary (backend: TensorflowBackend, name: Unary, x: Tensor): Tensor {
  return sent(backend, name, [x], [type(backend, 'T', 'float32')])
}

/** Of two tensors that are broadcast. */
export function binary (backend: TensorflowBackend, name: Binary, x: Input, y: Input): Tensor {
  return sent(backend, name, [x, y], [type(backend, 'T', 'float32')])
}

/** Along an axis, which is kept. */
export function reduced (
  backend: TensorflowBackend, name: 'Max' | 'Sum', x: Tensor, axis: number
): Tensor {
  return sent(backend, name, [x, whole(backend, [axis])], [
    type(backend, 'T', 'float32'), type(backend, 'Tidx', 'int32'), flag(backend, 'keep_dims', true)
  ])
}

/** Added up along axes, which are gone. */
export function summed (backend: TensorflowBackend, x: Tensor, axes: readonly number[]): Tensor {
  return sent(backend, 'Sum', [x, whole(backend, axes, [axes.length])], [
    type(backend, 'T', 'float32'), type(backend, 'Tidx', 'int32'), flag(backend, 'keep_dims')
  ])
}

/**
 * Products of matrices, either as it is or transposed, which costs nothing here. Not by `MatMul`,
 * which is no faster: where Node's profiler runs, it breaks the heap (TensorFlow 2.15.1).
 */
export function product (
  backend: TensorflowBackend, x: Tensor, y: Tensor, { ofX = false, ofY = false }: {
    readonly ofX?: boolean
    readonly ofY?: boolean
  } = {}
): Tensor {
  return sent(backend, 'BatchMatMulV2', [x, y], [
    type(backend, 'T', 'float32'),
    flag(backend, 'adj_x', ofX),
    flag(backend, 'adj_y', ofY)
  ])
}

/** The same numbers in another shape. */
export function shaped (backend: TensorflowBackend, x: Tensor, shape: readonly number[]): Tensor {
  return sent(backend, 'Reshape', [x, whole(backend, shape, [shape.length])], [
    type(backend, 'T', x.dtype), type(backend, 'Tshape', 'int32')
  ])
}

/** Tensors one after the other along a new first axis. */
export function packed (backend: TensorflowBackend, tensors: readonly Tensor[]): Tensor {
  const whole = backend.binding.TF_ATTR_INT
  return sent(backend, 'Pack', tensors, [
    type(backend, 'T', 'float32'),
    { name: 'N', type: whole, value: tensors.length },
    { name: 'axis', type: whole, value: 0 }
  ])
}

/** The halves of a tensor along an axis. */
export function halves (backend: TensorflowBackend, x: Tensor, axis: number): Tensor[] {
  const along = whole(backend, [axis])
  try {
    return backend.executeMultipleOutputs('Split', [
      { name: 'num_split', type: backend.binding.TF_ATTR_INT, value: 2 },
      type(backend, 'T', 'float32')
    ], [along, x], 2)
  } finally {
    backend.disposeData(along.dataId)
  }
}

/** The diagonals of matrices `[..., n, n]`. */
export function diagonals (backend: TensorflowBackend, x: Tensor): Tensor {
  return sent(backend, 'MatrixDiagPart', [x], [type(backend, 'T', 'float32')])
}

/** Runs an operation; what was sent along for it alone is let go. */
function sent (
  backend: TensorflowBackend, name: string, inputs: readonly Input[],
  attributes: readonly Attribute[]
): Tensor {
  const infos = inputs.map(input => typeof input === 'number'
    ? info(backend, Float32Array.of(input), [], 'float32')
    : input)
  try {
    return backend.executeSingleOutput(name, attributes, infos)
  } finally {
    infos.forEach((input, i) => {
      if (!(inputs[i] instanceof tf.Tensor)) backend.disposeData(input.dataId)
    })
  }
}

/** Whole numbers that are sent along; one number by default. */
function whole (
  backend: TensorflowBackend, numbers: readonly number[], shape: number[] = []
): TensorInfo {
  return info(backend, Int32Array.from(numbers), shape, 'int32')
}

function info (
  backend: TensorflowBackend, values: Float32Array | Int32Array, shape: number[], dtype: DataType
): TensorInfo {
  return { dataId: backend.write(values, shape, dtype), shape, dtype }
}
