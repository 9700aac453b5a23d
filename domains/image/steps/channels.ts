import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Step } from '../../../core/index.js'
import { addStep } from '../brushes.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Channel k of piece p is channel `order[p, k]` of what it shows. */
    channels: { readonly order: Int32Array }
  }
}

/** The channels of every piece in another order. */
export function channelStep (orders: ReadonlyArray<ArrayLike<number>>): Step {
  return { step: 'channels', order: Int32Array.from(orders.flatMap(order => Array.from(order))) }
}

const orderOf = (parameters: Readonly<Record<string, unknown>>): Int32Array =>
  parameters.order as Int32Array

export const channels = addStep('channels', {
  parameters: z.strictObject({
    order: z.custom<Int32Array>(list => list instanceof Int32Array && list.every(k => k >= 0),
      'must be an Int32Array of channels')
  }),
  moves: () => false,
  run (x, parameters) {
    const [rows, height, width, count] = x.shape
    const order = orderOf(parameters)
    const chosen = new Float32Array(rows * count * count)
    for (let row = 0; row < rows; row++) {
      for (let k = 0; k < count; k++)
        chosen[(row * count + order[row * count + k]) * count + k] = 1
    }
    // A product with zeros and ones: no gather, which is slow on wasm
    const lines = tf.reshape(x, [rows, height * width, count])
    const picked = tf.matMul(lines, tf.tensor3d(chosen, [rows, count, count]))
    return tf.reshape(picked, x.shape)
  },
  onRow ({ data, shape }, parameters, piece) {
    const count = shape[shape.length - 1]
    const order = orderOf(parameters).subarray(piece * count, (piece + 1) * count)
    const shown = (i: number): number => data[i - i % count + order[i % count]]
    return data instanceof Uint8Array
      ? new Uint8Array(data.length).map((_, i) => shown(i))
      : new Float32Array(data.length).map((_, i) => shown(i))
  }
})
