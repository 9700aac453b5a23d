import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { StepDefinition } from '../../core/index.js'
import type { Steps } from '../../core/contract/plan.js'
import { takeRows } from '../../core/index.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /**
     * `time` samples of a sound of `size` samples, from its sample `start` on: so many before it
     * begins, where that is below 0. Unless `once`, it begins anew where it ends: after `gap`
     * samples of silence, or, without, crossing with itself over `fade` samples with equal power.
     */
    repeat: {
      readonly start: Int32Array
      readonly size: Int32Array
      readonly time: number
      readonly fade: number
      readonly gap: number
      readonly once: boolean
    }
  }
}

const column = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be a column')
const samples = z.int().check(z.gte(0))

/** Which samples of a sound are heard at a time, and how strongly: up to two, where it crosses. */
interface Voice { readonly at: Int32Array, readonly gain: Float32Array }

/** A sound that goes on, on tensors and on the host. */
export const repeat: StepDefinition = {
  parameters: z.strictObject({
    start: column, size: column, time: z.int().check(z.gte(1)), fade: samples, gap: samples,
    once: z.boolean()
  }),
  run (x, parameters) {
    const given = parameters as unknown as Steps['repeat']
    const [pieces, long, ...rest] = x.shape as number[]
    const channels = rest.reduce((product, n) => product * n, 1)
    const all = Array.from({ length: pieces }, (_, piece) => voicesOf(given, piece))
    const flat = tf.reshape(x, [pieces * long, channels])
    const heard = [0, 1].map(voice => {
      const places = Int32Array.from({ length: pieces * given.time }, (_, k) =>
        Math.floor(k / given.time) * long +
          all[Math.floor(k / given.time)][voice].at[k % given.time])
      const gains = Float32Array.from({ length: places.length }, (_, k) =>
        all[Math.floor(k / given.time)][voice].gain[k % given.time])
      return tf.mul(takeRows(flat, places), tf.tensor2d(gains, [gains.length, 1]))
    })
    return tf.reshape(tf.add(heard[0], heard[1]), [pieces, given.time, ...rest])
  },
  onRow ({ data, shape }, parameters, piece) {
    const given = parameters as unknown as Steps['repeat']
    const channels = data.length / shape[0]
    const [first, second] = voicesOf(given, piece)
    return Float32Array.from({ length: given.time * channels }, (_, k) => {
      const [now, channel] = [Math.floor(k / channels), k % channels]
      return data[first.at[now] * channels + channel] * first.gain[now] +
        data[second.at[now] * channels + channel] * second.gain[now]
    })
  }
}

function voicesOf (
  { start, size, time, fade, gap, once }: Steps['repeat'], piece: number
): readonly [Voice, Voice] {
  const [from, long] = [start[piece], size[piece]]
  const over = gap > 0 ? 0 : Math.min(fade, long >> 1)
  const period = once ? Infinity : long + gap - over
  const [first, second] = [0, 1].map((): { at: Int32Array, gain: Float32Array } =>
    ({ at: new Int32Array(time), gain: new Float32Array(time) }))
  for (let k = 0; k < time; k++) {
    const place = from + k
    const turn = place < 0 || once ? 0 : Math.floor(place / period)
    const along = place - (turn === 0 ? 0 : turn * period)
    if (along < 0 || along >= long) continue
    const crossing = turn > 0 && along < over
    const angle = Math.PI / 2 * (crossing ? (along + 0.5) / over : 1)
    first.at[k] = along
    first.gain[k] = Math.sin(angle)
    if (!crossing) continue
    second.at[k] = along + period
    second.gain[k] = Math.cos(angle)
  }
  return [first, second]
}
