import * as tf from '@tensorflow/tfjs-core'

/** What `#kernels` means in browsers, where a page had better load those of its backend alone. */
const kernels: Readonly<Record<string, () => Promise<unknown>>> = {
  wasm: async () => (await import('./wasm/index.js')).prepareModules(tf.backend()),
  webgpu: () => import('./webgpu/index.js')
}

/** Loads the kernels of the backend in effect; until then its operations are composed. */
export async function loadKernels (): Promise<void> {
  await kernels[tf.getBackend()]?.()
}
