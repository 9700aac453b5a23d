import type {
  backend_util as backendUtil, DataType, Tensor, TensorInfo
} from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Named, Operation } from '../../operation.js'
import { fuse } from '../../operation.js'

/** What kernels use of the backend of tfjs-node and tfjs-node-gpu. */
export interface TensorflowBackend {
  readonly binding: Readonly<Record<string, number>>
  readonly isUsingGpuDevice: boolean
  executeSingleOutput (
    name: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]
  ): Tensor
  executeMultipleOutputs (
    name: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[], count: number
  ): Tensor[]
  write (values: backendUtil.BackendValues, shape: number[], dtype: DataType): object
  readSync (dataId: object): backendUtil.BackendValues
  disposeData (dataId: object): boolean
}

/** An attribute of a stock operation of TensorFlow. */
export interface Attribute {
  readonly name: string
  readonly type: number
  readonly value: number | boolean
}

/** Computes an operation from its inputs and attributes; must not hand an input out. */
export type TensorflowKernel<Attributes extends object> = (
  backend: TensorflowBackend, inputs: readonly Tensor[], attributes: Attributes
) => Tensor | Tensor[]

/**
 * Registers a kernel made of stock operations: tfjs-node cannot load others. It may call tfjs' own
 * operations too, but none that reads an index back, as its `GatherV2` does.
 */
export function fuseTensorflow<Attributes extends object> (
  operation: Operation<Attributes> | Named, kernel: TensorflowKernel<Attributes>
): void {
  fuse(operation, 'tensorflow', ({ inputs, attrs, backend }) => tf.tidy(() => kernel(
    backend as TensorflowBackend, Object.values(inputs) as Tensor[], attrs as Attributes
  )))
}
