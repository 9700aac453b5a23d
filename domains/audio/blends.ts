import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { BlendDefinition } from '../../core/index.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /** Decibels whose powers are blended: 10 log10((1 - c) 10^(a / 10) + c 10^(b / 10)). */
    'blend-power': object
  }
}

/** How spectrograms meet, besides sums. */
export const blends: Readonly<Record<string, BlendDefinition>> = {
  'blend-power': {
    parameters: z.strictObject({}),
    run (there, source, coefficient) {
      const column = coefficient instanceof Float64Array
        ? tf.tensor1d(Float32Array.from(coefficient))
        : coefficient
      const share = tf.reshape(column, [-1, ...there.shape.slice(1).map(() => 1)])
      // From the louder one down, so that no power is too large or too small for float32
      const top = tf.maximum(there, source)
      const power = (x: tf.Tensor): tf.Tensor => tf.exp(tf.mul(tf.sub(x, top), Math.LN10 / 10))
      const sum = tf.add(tf.mul(tf.sub(1, share), power(there)), tf.mul(share, power(source)))
      return tf.add(top, tf.mul(tf.log(tf.maximum(sum, 1e-30)), 10 / Math.LN10))
    },
    onRow ({ data }, source, coefficient) {
      return Float64Array.from(data, (level, i) => {
        const top = Math.max(level, source.data[i])
        const power = (decibels: number): number => 10 ** ((decibels - top) / 10)
        const sum = (1 - coefficient) * power(level) + coefficient * power(source.data[i])
        return top + 10 * Math.log10(Math.max(sum, 1e-30))
      })
    }
  }
}
