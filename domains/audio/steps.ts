import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { StepDefinition } from '../../core/index.js'
import type { Unmixed } from './beat-cuts.js'
import type { Clipping } from './tools/peak.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /** The mean of every channel becomes 0, over so many first samples of every row. */
    'remove-mean': { readonly samples: Int32Array }
    /** The largest absolute value of every row becomes `to`; silence stays silence. */
    'to-peak': { readonly to: number }
    /** `length` samples of every row from `start` on, and zeros where there are no more. */
    crop: { readonly start: Int32Array, readonly length: number }
    /** Every row stays within `to`: made softer as a whole, cut, or bent. */
    limit: { readonly how: Exclude<Clipping, 'none'>, readonly to: number }
    /** All channels but the first are left out. */
    'first-channel': object
    /** Says why rows are heard alone, and changes nothing; empty for rows that are mixed. */
    'heard-alone': { readonly because: ReadonlyArray<Unmixed | ''> }
  }
}

/** As the reference code has it: added to what is divided by. */
export const EPSILON = 1e-8

const column = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be a column')

/** The closing steps of sounds, on tensors `[rows, time, …]`. */
export const steps: Readonly<Record<string, StepDefinition>> = {
  'remove-mean': {
    parameters: z.strictObject({ samples: column }),
    run (x, { samples }) {
      const within = heard(x, samples as Int32Array)
      const counts = tf.reshape(tf.tensor1d(Float32Array.from(samples as Int32Array)),
        [x.shape[0], ...x.shape.slice(1).map(() => 1)])
      const mean = tf.div(tf.sum(tf.mul(x, within), 1, true), tf.maximum(counts, 1))
      return tf.mul(tf.sub(x, mean), within)
    }
  },
  'to-peak': {
    parameters: z.strictObject({ to: z.number().check(z.gt(0)) }),
    run (x, { to }) {
      const axes = x.shape.slice(1).map((_, axis) => axis + 1)
      return tf.mul(tf.div(x, tf.add(tf.max(tf.abs(x), axes, true), EPSILON)), to as number)
    }
  },
  crop: {
    parameters: z.strictObject({ start: column, length: z.int().check(z.gte(1)) }),
    run (x, { start, length }) {
      const time: number = x.shape[1] ?? 0
      const rest = x.shape.slice(2)
      const whole = rest.map(() => 0)
      return tf.concat(Array.from(start as Int32Array, (from, row) => {
        const count = Math.max(0, Math.min(length as number, time - from))
        const seen = tf.slice(x, [row, from, ...whole], [1, count, ...rest])
        const missing = (length as number) - count
        return tf.pad(seen, [[0, 0], [0, missing], ...rest.map((): [number, number] => [0, 0])])
      }))
    }
  },
  limit: {
    parameters: z.strictObject({
      how: z.enum(['peak', 'hard', 'tanh']), to: z.number().check(z.gt(0))
    }),
    run (x, { how, to }) {
      const ceiling = to as number
      if (how === 'hard') return tf.clipByValue(x, -ceiling, ceiling)
      if (how === 'tanh') return tf.mul(tf.tanh(tf.div(x, ceiling)), ceiling)
      const axes = x.shape.slice(1).map((_, axis) => axis + 1)
      const most = tf.maximum(tf.max(tf.abs(x), axes, true), ceiling)
      return tf.mul(x, tf.div(ceiling, most))
    }
  },
  'first-channel': {
    parameters: z.strictObject({}),
    run: x => tf.slice(x, x.shape.map(() => 0), [...x.shape.slice(0, -1), 1])
  },
  'heard-alone': {
    parameters: z.strictObject({ because: z.array(z.string()) }),
    moves: () => false,
    run: x => x
  }
}

/** 1 for the first samples of every row, `[rows, time, 1 …]`. */
function heard ({ shape }: Tensor, length: Int32Array): Tensor {
  const [rows, time, ...rest] = shape as number[]
  const data = new Float32Array(rows * time)
  length.forEach((count, row) => data.fill(1, row * time, row * time + count))
  return tf.tensor(data, [rows, time, ...rest.map(() => 1)])
}
