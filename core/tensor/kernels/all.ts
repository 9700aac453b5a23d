// Every fused kernel: what `#kernels` means everywhere but in browsers. Importing one registers it,
// so that they run on whatever backend is started, and however.
import './webgpu/index.js'

/** Loads the kernels of a backend: none are left to load. */
export function loadKernels (_backend: string): Promise<void> {
  return Promise.resolve()
}
