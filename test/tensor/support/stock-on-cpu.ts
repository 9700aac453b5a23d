import type { NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** A call of a kernel of the cpu backend. */
export interface Call {
  readonly kernel: string
  readonly inputs: NamedTensorInfoMap
  readonly attrs: NamedAttrMap
}

type Numbers = ArrayLike<number>

/** What a stock operation of TensorFlow is called by: inputs, their numbers, flags and counts. */
export interface Stock {
  readonly inputs: readonly TensorInfo[]
  readonly numbers: readonly Numbers[]
  readonly attributes: Readonly<Record<string, unknown>>
}

const unary = (kernel: string) => ({ inputs: [x] }: Stock): Call =>
  ({ kernel, inputs: { x }, attrs: {} })
const binary = (kernel: string) => ({ inputs: [a, b] }: Stock): Call =>
  ({ kernel, inputs: { a, b }, attrs: {} })

/** Stock operations that tfjs has under other names or with other inputs, as TensorFlow's are. */
export const stockOnCpu: Readonly<Record<string, (given: Stock) => Call>> = {
  ...Object.fromEntries(['Acos', 'Cos', 'Exp', 'Log', 'Sin', 'Square'].map(name =>
    [name, unary(name)])),
  ...Object.fromEntries(['Minimum', 'Less', 'Greater', 'RealDiv', 'Sub'].map(name =>
    [name, binary(name)])),
  AddV2: binary(tf.Add),
  Mul: binary(tf.Multiply),
  Sum: ({ inputs: [x], numbers: [, axis], attributes }) => ({
    kernel: tf.Sum,
    inputs: { x },
    attrs: { axis: Array.from(axis), keepDims: attributes.keep_dims as boolean }
  }),
  Max: ({ inputs: [x], numbers: [, axis], attributes }) => ({
    kernel: tf.Max,
    inputs: { x },
    attrs: { reductionIndices: Array.from(axis), keepDims: attributes.keep_dims as boolean }
  }),
  BatchMatMulV2: ({ inputs: [a, b], attributes }) => ({
    kernel: tf.BatchMatMul,
    inputs: { a, b },
    attrs: {
      transposeA: attributes.adj_x as boolean, transposeB: attributes.adj_y as boolean
    }
  }),
  Reshape: ({ inputs: [x], numbers: [, shape] }) =>
    ({ kernel: tf.Reshape, inputs: { x }, attrs: { shape: Array.from(shape) } }),
  Pack: ({ inputs, attributes }) => ({
    kernel: tf.Pack,
    inputs: inputs as unknown as NamedTensorInfoMap,
    attrs: { axis: attributes.axis as number }
  }),
  Split: ({ inputs: [, x], numbers: [axis], attributes }) => ({
    kernel: tf.SplitV,
    inputs: { x },
    attrs: { numOrSizeSplits: attributes.num_split as number, axis: axis[0] }
  })
}
