import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { logSumExpRows } from '../../../core/index.js'
import { scaledLogSums } from '../../../core/tensor/similarity/log-sum-exp-rows.js'

/** What is added to a logit that must not count: finite, since 0 times infinity is no number. */
export const NEVER = -1e30

/**
 * `-Σⱼ targets[i, j] · log softmax(logits)[i, j]`, the softmax over further blocks of columns too,
 * which have no target.
 *
 * @param scale - what all logits are multiplied by
 */
export function crossEntropy (
  logits: Tensor2D, targets: Tensor2D, further: readonly Tensor2D[] = [], scale = 1
): Tensor1D {
  const sums = scaledLogSums([logits, ...further], { scale })
  const asked = tf.sum(targets, 1)
  const drawn = tf.sum(tf.mul(logits, targets), 1)
  return tf.sub<Tensor1D>(tf.mul(sums, asked), scale === 1 ? drawn : tf.mul(drawn, scale))
}

/**
 * The same where the target is the own column, i of row i, and no other.
 *
 * @param own - the numbers on the diagonal, `[n]`; those of the matrix are not looked at
 */
export function ownEntropy (
  logits: Tensor2D, own: Tensor1D, further: readonly Tensor2D[] = [], scale = 1
): Tensor1D {
  const column = tf.expandDims<Tensor2D>(own, 1)
  const sums = scaledLogSums([logits, column, ...further], { scale, hidden: true })
  return tf.sub<Tensor1D>(sums, scale === 1 ? own : tf.mul(own, scale))
}

/** The logits where a mask is 1; where it is 0 they do not count. */
export function masked (logits: Tensor2D, mask: Tensor2D): Tensor2D {
  return tf.add<Tensor2D>(tf.mul(logits, mask), tf.mul(tf.sub(1, mask), NEVER))
}

/**
 * `log(1 + Σⱼ exp(logits[i, j]))` over the places where a mask is 1; exact for a small sum too,
 * which float32 loses beside the 1.
 */
export function softplusSum (logits: Tensor2D, mask: Tensor2D): Tensor1D {
  return tf.softplus(logSumExpRows([masked(logits, mask)]))
}
