import type { Tensor } from '@tensorflow/tfjs-core'

/** The numbers of a tensor, copied; for backends that can wait for them. */
export function read (tensor: Tensor): Float32Array | Int32Array | Uint8Array {
  return tensor.dataSync().slice()
}
