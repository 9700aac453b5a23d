import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Work } from './work.js'

/** The two roads that work can take: fused kernels, and tfjs' own. */
export interface Roads { fused (): Tensor, composed (): Tensor }

/**
 * Both roads of some work. Without a kernel an operation registers what it is composed of by
 * itself; the fused one is put back at once.
 */
export function roadsOf ({ kernels, run }: Work): Roads {
  const fused = kernels.map(name => tf.getKernel(name, 'webgpu'))
  fused.forEach(forget)
  run().dispose()
  const composed = kernels.map(name => tf.getKernel(name, 'webgpu'))
  const by = (road: readonly KernelConfig[]) => (): Tensor => {
    road.forEach(config => {
      forget(config)
      tf.registerKernel(config)
    })
    return run()
  }
  const roads = { fused: by(fused), composed: by(composed) }
  roads.fused().dispose()
  return roads
}

function forget ({ kernelName, backendName }: KernelConfig): void {
  if (tf.getKernel(kernelName, backendName) !== undefined) {
    tf.unregisterKernel(kernelName, backendName)
  }
}
