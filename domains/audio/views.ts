import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { HostRow, StepDefinition } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { joined, piecesOf } from './tools/stretch.js'

const numbers = z.custom<Float64Array>(list => list instanceof Float64Array, 'must be a column')
const integers = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be a column')

/** How a sound may be heard in a piece: louder, or at another tempo. */
export const views: Readonly<Record<string, StepDefinition>> = {
  gain: {
    parameters: z.strictObject({
      by: numbers, channel: z.optional(z.int().check(z.gte(0)))
    }),
    moves: () => false,
    run: (x, { by, channel }) => {
      const column = tf.tensor(Float32Array.from(by as Float64Array),
        [x.shape[0], ...x.shape.slice(1).map(() => 1)])
      if (channel === undefined) return tf.mul(x, column)
      const channels = x.shape[x.shape.length - 1]
      const chosen = tf.tensor1d(Array.from({ length: channels }, (_, c) => Number(c === channel)))
      return tf.mul(x, tf.add(1, tf.mul(tf.sub(column, 1), chosen)))
    },
    onRow: ({ data, shape }, { by, channel }, piece) => {
      const channels = shape[shape.length - 1]
      const gain = (by as Float64Array)[piece]
      return Float32Array.from(data, (sample, k) =>
        channel === undefined || k % channels === channel ? sample * gain : sample)
    }
  },
  stretch: {
    parameters: z.strictObject({
      start: integers, ratio: numbers, sampleRate: z.number().check(z.gte(1000))
    }),
    run: () => {
      throw fail('PLAN', 'stretch', 'needs samples on the host, { data, shape }', 'a tensor')
    },
    onRow: (row, { start, ratio, sampleRate }, piece) => stretched(row,
      (start as Int32Array)[piece], (ratio as Float64Array)[piece], sampleRate as number)
  }
}

/** All channels by the pieces of their mean, so that they stay in phase. */
function stretched (
  { data, shape: [time, ...rest] }: HostRow, start: number, ratio: number, sampleRate: number
): Float32Array {
  const channels = rest.reduce((product, n) => product * n, 1)
  const length = Math.min(time, Math.floor((time - start) * ratio))
  const made = new Float32Array(data.length)
  const all = Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(time - start)
    for (let k = 0; k < samples.length; k++) samples[k] = data[(start + k) * channels + channel]
    return samples
  })
  const mean = channels === 1 ? all[0] : all[0].map((_, k) =>
    all.reduce((sum, each) => sum + each[k], 0) / channels)
  const pieces = piecesOf(mean, ratio, sampleRate, length)
  all.forEach((each, channel) => {
    const samples = ratio === 1 ? each : joined(each, pieces, length)
    for (let k = 0; k < length; k++) made[k * channels + channel] = samples[k]
  })
  return made
}
