import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import type { Operation } from '../../operation.js'
import { fuse } from '../../operation.js'
import type { GpuBackend } from './gpu-backend.js'

/** Registers a kernel for webgpu, which gets its inputs as a list. */
export function fuseOnWebgpu<Attributes extends object> (
  operation: Operation<Attributes>,
  kernel: (
    backend: KernelBackend, inputs: readonly Tensor[], attributes: Attributes
  ) => TensorInfo
): void {
  fuse(operation, 'webgpu', ({ inputs, attrs, backend }) =>
    kernel(backend as KernelBackend, Object.values(inputs) as Tensor[], attrs as Attributes),
  { problem })
}

/** What kernels run by is the same in all 4.x, but no public face of tfjs' backend. */
function problem (backend: KernelBackend): string | undefined {
  const { runWebGPUProgram, device } = backend as Partial<GpuBackend>
  return typeof runWebGPUProgram === 'function' && device !== undefined
    ? undefined
    : 'this backend named webgpu does not run programs as that of tfjs 4 does'
}
