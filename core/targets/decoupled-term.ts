import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** Adds nothing to a sum of exponentials. */
const NEVER = -1e9

/** The cross-entropy of a class among all but some others, `[rows]`; 0 in rows without it. */
export function decoupled (logits: Tensor, own: Tensor, others: Tensor): Tensor {
  const there = tf.sum(own, 1)
  const among = tf.logSumExp(tf.add(logits, tf.mul(others, NEVER)), 1)
  return tf.mul(there, tf.sub(among, tf.sum(tf.mul(logits, own), 1)))
}
