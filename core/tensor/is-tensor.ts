import { Tensor } from '@tensorflow/tfjs-core'

/** Whether a value is a tensor, of whatever rank. */
export function isTensor (value: unknown): value is Tensor {
  return value instanceof Tensor
}
