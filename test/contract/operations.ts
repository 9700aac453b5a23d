import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

/** AugMix' nine operations on pictures in 0 … 1 and one it leaves out; two have code here. */
export const operations = [
  'autocontrast', 'equalize', 'posterize', 'rotate', 'solarize', 'shear-x', 'shear-y',
  'translate-x', 'translate-y', 'brightness'
] as const

/** What an operation makes of bytes; `level` is `[n, 1, 1, 1]`. */
const known: Readonly<Record<string, (value: Tensor, level: Tensor) => Tensor>> = {
  solarize: (value, level) => {
    const below = tf.cast(tf.less(value, tf.sub(256, tf.floor(tf.mul(level, 25.6)))), 'float32')
    return tf.add(tf.mul(below, value), tf.mul(tf.sub(1, below), tf.sub(255, value)))
  },
  brightness: (value, level) =>
    tf.floor(tf.clipByValue(tf.mul(value, tf.add(tf.mul(level, 0.18), 0.1)), 0, 255))
}

/** Does to every row what its number names, at its level. */
export function runOneOf (
  x: Tensor, parameters: Readonly<Record<string, unknown>>
): Tensor {
  const { operations, which, level } = parameters as {
    operations: readonly string[]
    which: Int32Array
    level: Float64Array
  }
  const column = (list: ArrayLike<number>): Tensor =>
    tf.tensor4d(Float32Array.from(list), [list.length, 1, 1, 1])
  const bytes = tf.floor(tf.clipByValue(tf.mul(x, 255), 0, 255))
  return operations.reduce((result, name, k) => {
    if (!which.includes(k)) return result
    const chosen = column(Array.from(which, each => Number(each === k)))
    const done = tf.div(known[name](bytes, column(level)), 255)
    return tf.add(tf.mul(result, tf.sub(1, chosen)), tf.mul(done, chosen))
  }, x)
}
