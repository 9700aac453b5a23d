import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Step } from '../../../core/index.js'
import { takeRows } from '../../../core/index.js'
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
    const order = orderOf(parameters).map((k, i) => i - i % count + k)
    // Planes of channels as rows: no gather, which is slow on wasm
    const planes = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [rows * count, height * width])
    const taken = tf.reshape(takeRows(planes, order), [rows, count, height, width])
    return tf.transpose(taken, [0, 2, 3, 1])
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
