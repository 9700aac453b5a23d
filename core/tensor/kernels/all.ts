// Every fused kernel: what `#kernels` means everywhere but in browsers. Importing one registers it,
// so that they run on whatever backend is started, and however.
import * as tf from '@tensorflow/tfjs-core'
import './tensorflow/index.js'
import { prepareModules } from './wasm/index.js'
import './webgpu/index.js'

/** Makes the kernels of the backend in effect ready; all of them are loaded. */
export async function loadKernels (): Promise<void> {
  await prepareModules(tf.backend())
}
