import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { HostRow, StepDefinition } from '../../core/index.js'
import type { Steps } from '../../core/contract/plan.js'
import { fail } from '../../core/errors.js'
import { repeat } from './repeat.js'
import { joined, piecesOf } from './tools/stretch.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /** Times a number; one channel alone, where it is named. */
    gain: { readonly by: Float64Array, readonly channel?: number }
    /**
     * From sample `start` on, `ratio` times as long at the same pitch: WSOLA, on the host alone.
     * Pieces are of sounds at `sampleRate`.
     */
    stretch: {
      readonly start: Int32Array
      readonly ratio: Float64Array
      readonly sampleRate: number
    }
    /**
     * Between samples `start` and `end` the first and the last `samples` cross with those of
     * another sound, with equal power: `in` comes up to `share`, `out` goes down by it.
     */
    fade: {
      readonly start: Int32Array
      readonly end: Int32Array
      readonly share: Float64Array
      readonly samples: number
      readonly side: 'in' | 'out'
    }
  }
}

const numbers = z.custom<Float64Array>(list => list instanceof Float64Array, 'must be a column')
const integers = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be a column')

/** How a sound may be heard in a piece: louder, at another tempo, crossing, or again and again. */
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
  },
  fade: {
    parameters: z.strictObject({
      start: integers, end: integers, share: numbers,
      samples: z.int().check(z.gte(1)), side: z.enum(['in', 'out'])
    }),
    moves: () => false,
    run: (x, parameters) => {
      const [pieces, time] = x.shape as number[]
      const gains = new Float32Array(pieces * time)
      for (let piece = 0; piece < pieces; piece++)
        gains.set(fadeOf(parameters as unknown as Steps['fade'], piece, time), piece * time)
      return tf.mul(x, tf.tensor(gains, [pieces, time, ...x.shape.slice(2).map(() => 1)]))
    },
    onRow: ({ data, shape: [time] }, parameters, piece) => {
      const gains = fadeOf(parameters as unknown as Steps['fade'], piece, time)
      const channels = data.length / time
      return Float32Array.from(data, (sample, k) => sample * gains[Math.floor(k / channels)])
    }
  },
  repeat
}

/** The gain of every sample of a row that crosses with another one. */
function fadeOf (
  { start, end, share, samples, side }: Steps['fade'], piece: number, time: number
): Float32Array {
  const [first, last, part] = [start[piece], end[piece], share[piece]]
  const over = Math.max(1, Math.min(samples, (last - first) >> 1))
  return Float32Array.from({ length: time }, (_, k) => {
    const near = Math.min(k - first, last - 1 - k) + 0.5
    const angle = Math.PI / 2 * Math.min(Math.max(near / over, 0), 1)
    return side === 'in' ? part * Math.sin(angle) : 1 - part * (1 - Math.cos(angle))
  })
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
