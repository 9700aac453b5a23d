import type { HostArray, Step } from '../../core/index.js'
import { EPSILON } from './steps.js'
import { limited } from './tools/peak.js'

/** The closing steps of sounds on the host; they were checked with their plan. */
export function hostSteps (
  x: HostArray<Float32Array>, list: readonly Step[]
): HostArray<Float32Array> {
  return list.reduce(hostStep, x)
}

function hostStep (x: HostArray<Float32Array>, step: Step): HostArray<Float32Array> {
  if (step.step === 'heard-alone') return x
  if (step.step === 'crop') return cropped(x, step.start, step.length)
  if (step.step === 'first-channel') return first(x)
  const data = x.data.slice()
  const [rows, time, ...rest] = x.shape
  const channels = rest.reduce((product, n) => product * n, 1)
  for (let row = 0; row < rows; row++) {
    const each = data.subarray(row * time * channels, (row + 1) * time * channels)
    if (step.step === 'remove-mean') centre(each, step.samples[row], channels)
    else if (step.step === 'to-peak') scale(each, step.to)
    else if (step.step === 'limit') each.set(limited(Float32Array.from(each), step.how, step.to))
  }
  return { data, shape: x.shape }
}

function first ({ data, shape }: HostArray<Float32Array>): HostArray<Float32Array> {
  const channels = shape[shape.length - 1]
  return {
    data: Float32Array.from({ length: data.length / channels }, (_, k) => data[k * channels]),
    shape: [...shape.slice(0, -1), 1]
  }
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
