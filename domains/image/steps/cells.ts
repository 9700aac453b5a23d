import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { takeRows } from '../../../core/index.js'

/**
 * Numbers of `[rows, …]` in another order: rows, lines of them or pixels, whichever the first
 * `axes` axes count.
 *
 * @param from - of every one of them, the one that goes there
 */
export function reordered (x: Tensor, axes: number, from: Int32Array): Tensor {
  const rest = x.shape.slice(axes).reduce((product, n) => product * n, 1)
  return tf.reshape(takeRows(tf.reshape(x, [-1, rest]), from), x.shape)
}
