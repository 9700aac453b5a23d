import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { noGrad } from '../../../core/index.js'

/** Kept from the logarithm of an empty margin, as in the authors' code. */
const EPSILON = 1e-8

/** How features are aligned: as `sinkhorn`. */
export interface AlignOptions {
  readonly epsilon: number
  readonly iterations: number
  readonly threshold: number
}

/**
 * How much of every place of one feature map goes to every place of another, on the device: no
 * number is read, so that all rounds are run, and potentials stand still once they are near enough.
 * `sinkhorn` is the same on the host.
 *
 * @param own, other - `[rows, places, features]`
 * @returns `[rows, places, places]`, 1 in all for every row; no gradient passes through it
 */
export function transportOf (
  own: Tensor, other: Tensor, { epsilon, iterations, threshold }: AlignOptions
): Tensor {
  return noGrad(() => {
    const [rows, places] = own.shape
    const square = (x: Tensor): Tensor => tf.sum(tf.mul(x, x), 2, true)
    const products = tf.matMul(own, tf.transpose(other, [0, 2, 1]))
    const costs = tf.sub(tf.add(square(own), tf.transpose(square(other), [0, 2, 1])),
      tf.mul(products, 2))
    const gain = tf.div(tf.neg(costs), epsilon)
    const share = Math.log(1 / places + EPSILON)
    // Potentials in units of epsilon
    let u: Tensor = tf.zeros([rows, places, 1])
    let v: Tensor = tf.zeros([rows, 1, places])
    let goes: Tensor = tf.scalar(1)
    for (let round = 0; round < iterations; round++) {
      const next = tf.tidy(() => {
        const step = tf.sub(share, tf.logSumExp(tf.add(gain, tf.add(u, v)), 2, true))
        const rising = tf.add(u, tf.mul(goes, step))
        const other = tf.sub(share, tf.logSumExp(tf.add(gain, tf.add(rising, v)), 1, true))
        const moved = tf.div(tf.sum(tf.abs(step)), rows / epsilon)
        return {
          u: rising,
          v: tf.add(v, tf.mul(goes, other)),
          goes: tf.mul(goes, tf.cast(tf.greaterEqual(moved, threshold), 'float32'))
        }
      })
      tf.dispose([u, v, goes])
      ;({ u, v, goes } = next)
    }
    return tf.exp(tf.add(gain, tf.add(u, v)))
  })
}
