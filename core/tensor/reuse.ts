import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

let reusable: TensorInfo | undefined

/**
 * Runs an operation that lays something over a base which nobody else has seen: a kernel that can
 * may write into the base and hand it out again. Elsewhere, and where gradients are recorded, it
 * makes a new tensor as ever.
 */
export function reusing<T extends Tensor> (base: Tensor, run: () => T): T {
  if (isRecording()) return run()
  reusable = base
  try {
    return run()
  } finally {
    reusable = undefined
  }
}

/** Runs an operation whose base is still to be read, also where it might be reused. */
export function keepingBase<T> (run: () => T): T {
  const outer = reusable
  reusable = undefined
  try {
    return run()
  } finally {
    reusable = outer
  }
}

/** Whether a kernel may write into a tensor that is its base. */
export function isReusable ({ dataId }: TensorInfo): boolean {
  return dataId === reusable?.dataId
}

/** Whether tfjs records operations for a gradient. */
export function isRecording (): boolean {
  return tf.engine().state.gradientDepth > 0
}
