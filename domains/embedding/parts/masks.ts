import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { masked } from './cross-entropy.js'

/** @throws INPUT for what is no float32 `[size, size]`; a mask may be absent */
export function checkMask (
  mask: unknown, size: number, who: string, name: string
): asserts mask is Tensor2D | undefined {
  if (mask === undefined) return
  checkTensor(mask, who, name)
  if (mask.dtype !== 'float32' || String(mask.shape) !== String([size, size]))
    throw fail('INPUT', who, name, `must be float32 [${size}, ${size}] of 0 and 1`, mask)
}

/** Logits but for those of pairs that show the same. */
export function unlike (logits: Tensor2D, sameItem: Tensor2D | undefined): Tensor2D {
  return sameItem === undefined ? logits : masked(logits, tf.sub(1, sameItem))
}
