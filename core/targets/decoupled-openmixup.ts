import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { decoupled } from './decoupled-term.js'
import { sumOf } from './sum-of.js'

/** Weights up to here are none. */
const LEAST = 1e-3
/** Weights so near are one: what float32 sums lose. */
const SAME = 1e-6

/**
 * The decoupled terms as OpenMixup computes them, on the device: of the outputs with most classes,
 * the first tells which weights there are, in the order of its classes.
 *
 * @param mixed - soft labels `[rows, classes]`
 */
export function openMixupTerm (
  logits: Tensor, mixed: Tensor, parts: number, eta: number | readonly number[]
): Tensor {
  const shown = tf.cast(tf.greater(mixed, LEAST), 'float32')
  const counts = tf.sum(shown, 1)
  const many = tf.max(counts)
  const whole = tf.cast(tf.equal(counts, many), 'float32')
  const first = tf.cast(tf.oneHot(tf.cast(tf.argMax(whole), 'int32'), mixed.shape[0]), 'float32')
  const example = tf.sum(tf.mul(mixed, tf.reshape(first, [-1, 1])), 0)
  const there = tf.cast(tf.greater(example, LEAST), 'float32')
  const place = tf.mul(tf.cumsum(there), there)
  const weights = Array.from({ length: parts }, (_, k) =>
    tf.sum(tf.mul(example, tf.cast(tf.equal(place, k + 1), 'float32'))))
  const differ = weights.flatMap((a, i) => weights.slice(i + 1).map((b, j) => {
    const exist = tf.cast(tf.greater(many, i + 1 + j), 'float32')
    return tf.maximum(tf.sub(1, exist), tf.cast(tf.greater(tf.abs(tf.sub(a, b)), SAME), 'float32'))
  })).reduce<Tensor>((all, each) => tf.mul(all, each), tf.cast(tf.greater(many, 1), 'float32'))
  const each = weights.map((weight, k) => {
    const exists = tf.cast(tf.greater(many, k), 'float32')
    const own = tf.mul(shown,
      tf.cast(tf.less(tf.abs(tf.sub(mixed, weight)), SAME), 'float32'))
    const loss = tf.mul(whole, decoupled(logits, own, tf.sub(shown, own)))
    const factor = typeof eta === 'number' ? tf.mul(weight, eta) : tf.scalar(eta[k])
    return tf.mul(tf.mul(exists, factor), tf.sum(loss))
  })
  return tf.mul(differ, sumOf([tf.scalar(0), ...each]))
}
