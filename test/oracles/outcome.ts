import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, MixOptions, Plan } from '../../core/index.js'
import { RemixtureError, createMixer } from '../../core/index.js'
import type { Shape } from '../../plugins/check/batches.js'
import { CLASSES, cellsOf, images, maskIds, noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'

/** A row of the batch, how much of it, and the pixel it is looked at where that is another one. */
export type Share =
  readonly [row: number, share: number, at?: readonly [y: number, x: number]]

/** What becomes of a batch, output by output and pixel by pixel. */
export interface Outcome {
  readonly size: number
  pixel (output: number, y: number, x: number): readonly Share[]
  label (output: number): readonly Share[]
  /** Whether pieces are added up, as class ids never are. */
  readonly summed?: boolean
}

/** The draws of a plan, by name. */
export type Drawn = Plan['draws']

/** What is wrong with a mix of a batch, told from its outcome; nothing if it is right. */
export function difference (
  mixer: ConfiguredMixer, shape: Shape, seed: number,
  outcomeOf: (drawn: Drawn) => Outcome, signals: MixOptions['signals'] = {}
): string | undefined {
  tf.engine().startScope('difference')
  try {
    const x = images(shape, seed)
    const soft = noise(shape.size * CLASSES, seed + 1, 0, 1)
    const label = tf.tensor2d(soft, [shape.size, CLASSES])
    const mix = createMixer(mixer, { seed, signals })
    const plan = mix.plan({ x })
    const outcome = outcomeOf(plan.draws)
    const mixed = mix.apply({ x, label }, plan)
    const far = Math.max(
      distance(read(mixed.x), mixedImages(outcome, shape, read(x))),
      distance(read(mixed.label), mixedLabels(outcome, soft)))
    if (!(far <= 1e-6)) return `is ${far} from the oracle`
    const host = { x: { data: read(x) as Float32Array, shape: x.shape } }
    const rows = [shape.size, shape.height, shape.width]
    return maskDifference(outcome, shape, ids => {
      const mask = tf.tensor(ids, rows, 'int32')
      const found = mix.apply({ x, mask }, plan).mask
      return found.dtype === 'int32' ? read(found) : []
    }) ?? maskDifference(outcome, shape, ids =>
      mix.apply({ ...host, mask: { data: ids, shape: rows } }, plan).mask.data
    ) ?? byteDifference(outcome, shape, seed, bytes =>
      mix.apply({ x: { data: bytes, shape: x.shape } }, plan).x.data)
  } finally {
    tf.engine().endScope()
  }
}

function mixedImages (outcome: Outcome, shape: Shape, x: ArrayLike<number>): number[] {
  return eachPixel(outcome, shape, (shares, at) =>
    shares.reduce((sum, each) => sum + each[1] * x[at(each)], 0))
}

/** `value` of every channel of every pixel of every output; `at` tells where a share has it. */
function eachPixel (
  { size, pixel }: Outcome, { height, width, channels }: Shape,
  value: (shares: readonly Share[], at: (share: Share) => number) => number
): number[] {
  const values: number[] = []
  for (let i = 0; i < size; i++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const shares = pixel(i, y, x)
        for (let c = 0; c < channels; c++) {
          values.push(value(shares, ([row, , [down, across] = [y, x]]) =>
            ((row * height + down) * width + across) * channels + c))
        }
      }
    }
  }
  return values
}

function mixedLabels ({ size, label }: Outcome, soft: ArrayLike<number>): number[] {
  const values: number[] = []
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < CLASSES; k++) {
      values.push(label(i).reduce((sum, [row, share]) => sum + share * soft[row * CLASSES + k], 0))
    }
  }
  return values
}

/** Class ids where every pixel shows one row, and else a refusal. */
function maskDifference (
  outcome: Outcome, shape: Shape, mixed: (ids: Int32Array) => ArrayLike<number>
): string | undefined {
  const flat = { ...shape, channels: 1 }
  const ids = maskIds(shape)
  let hard = outcome.summed !== true
  const wanted = eachPixel(outcome, flat, (shares, at) => {
    const [top] = shares.filter(([, share]) => share > 0)
    hard &&= shares.every(([, share]) => share === 0 || share === 1)
    return ids[at(top)]
  })
  try {
    const found = mixed(ids)
    if (!hard) return 'blends class ids'
    return distance(found, wanted) === 0 ? undefined : 'masks differ'
  } catch (error) {
    const refused = error instanceof RemixtureError && error.code === 'TARGET'
    return refused && !hard ? undefined : `masks: ${String(error)}`
  }
}

/** Bytes are mixed in float32, each product and sum rounded, and the end rounded half to even. */
function byteDifference (
  outcome: Outcome, shape: Shape, seed: number, mixed: (bytes: Uint8Array) => ArrayLike<number>
): string | undefined {
  const bytes = Uint8Array.from(noise(cellsOf(shape), seed + 2, 0, 256))
  const wanted = eachPixel(outcome, shape, (shares, at) => {
    const [first, second] = shares.map(each =>
      Math.fround(bytes[at(each)] * Math.fround(each[1])))
    return halfToEven(second === undefined ? first : Math.fround(first + second))
  })
  const off = distance(mixed(bytes), wanted)
  return off === 0 ? undefined : `bytes are ${off} off`
}

function halfToEven (value: number): number {
  const [low, high] = [Math.floor(value), Math.ceil(value)]
  if (value - low !== high - value) return Math.round(value)
  return low % 2 === 0 ? low : high
}
