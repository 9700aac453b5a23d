import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import type { Operation } from '../../operation.js'
import { fuse } from '../../operation.js'

/** Registers a kernel for webgpu, which gets its inputs as a list. */
export function fuseGpu<Attributes extends object> (
  operation: Operation<Attributes>,
  kernel: (
    backend: KernelBackend, inputs: readonly Tensor[], attributes: Attributes
  ) => TensorInfo
): void {
  fuse(operation, 'webgpu', ({ inputs, attrs, backend }) =>
    kernel(backend as KernelBackend, Object.values(inputs) as Tensor[], attrs as Attributes))
}
