import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { HostArray, Step, StepDefinition } from '../../core/index.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /** The mean of every channel becomes 0, over so many first samples of every row. */
    'remove-mean': { readonly samples: Int32Array }
    /** The largest absolute value of every row becomes `to`; silence stays silence. */
    'to-peak': { readonly to: number }
    /** `length` samples of every row from `start` on, and zeros where there are no more. */
    crop: { readonly start: Int32Array, readonly length: number }
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
  }
}

/** As the reference code has it: added to what is divided by. */
const EPSILON = 1e-8

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
  }
}

/** 1 for the first samples of every row, `[rows, time, 1 …]`. */
function heard ({ shape }: Tensor, length: Int32Array): Tensor {
  const [rows, time, ...rest] = shape as number[]
  const data = new Float32Array(rows * time)
  length.forEach((count, row) => data.fill(1, row * time, row * time + count))
  return tf.tensor(data, [rows, time, ...rest.map(() => 1)])
}

/** The same steps on the host; they were checked with their plan. */
export function hostSteps (
  x: HostArray<Float32Array>, list: readonly Step[]
): HostArray<Float32Array> {
  return list.reduce(hostStep, x)
}

function hostStep (x: HostArray<Float32Array>, step: Step): HostArray<Float32Array> {
  if (step.step === 'crop') return cropped(x, step.start, step.length)
  const data = x.data.slice()
  const [rows, time, ...rest] = x.shape
  const channels = rest.reduce((product, n) => product * n, 1)
  for (let row = 0; row < rows; row++) {
    const each = data.subarray(row * time * channels, (row + 1) * time * channels)
    if (step.step === 'remove-mean') centre(each, step.samples[row], channels)
    else if (step.step === 'to-peak') scale(each, step.to)
  }
  return { data, shape: x.shape }
}

function centre (row: Float32Array, length: number, channels: number): void {
  for (let c = 0; c < channels; c++) {
    let sum = 0
    for (let k = 0; k < length; k++) sum += row[k * channels + c]
    for (let k = 0; k < length; k++) row[k * channels + c] -= sum / length
  }
  row.fill(0, length * channels)
}

function scale (row: Float32Array, to: number): void {
  let most = 0
  for (const sample of row) most = Math.max(most, Math.abs(sample))
  for (let k = 0; k < row.length; k++) row[k] = row[k] / (most + EPSILON) * to
}

function cropped (
  { data, shape }: HostArray<Float32Array>, start: Int32Array, length: number
): HostArray<Float32Array> {
  const [rows, time, ...rest] = shape
  const channels = rest.reduce((product, n) => product * n, 1)
  const made = new Float32Array(rows * length * channels)
  start.forEach((from, row) => {
    const first = row * time * channels
    const last = Math.min(time, from + length)
    made.set(data.subarray(first + from * channels, first + last * channels),
      row * length * channels)
  })
  return { data: made, shape: [rows, length, ...rest] }
}
