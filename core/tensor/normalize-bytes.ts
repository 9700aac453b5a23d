import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray } from '../contract/index.js'
import { fail } from '../errors.js'
import { checkOptions, checkTerms } from './check-options.js'
import type { HostCoefficient } from './check.js'
import { checkIndex, checkLength, hostCoefficient } from './check.js'
import type { HostTerm } from './mix-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import { counted, product } from './rows.js'

/** One part of a mix of normalised images. */
export interface ByteTerm {
  /** The row each output shows; absent: row i for output i. */
  readonly rows?: Int32Array
  /** One for all outputs or one each; 1 if absent. */
  readonly coefficient?: HostCoefficient
}

export interface NormalizeBytesOptions {
  /** Of every channel, or one for all, in units of `scale · byte`. */
  readonly mean: number | readonly number[]
  /** As `mean`; not 0. */
  readonly std: number | readonly number[]
  /** 1/255 by default. */
  readonly scale?: number
  /** What outputs are mixed of; every image by itself if absent. */
  readonly terms?: readonly ByteTerm[]
}

/** What a kernel gets as attributes. */
export interface NormalizeBytesAttributes {
  readonly bytes: HostArray<Uint8Array>
  /** `factor · byte - offset` of every channel are the normalised numbers. */
  readonly factors: readonly number[]
  readonly offsets: readonly number[]
  /** The same for every byte, rounded once: `table[channel · 256 + byte]`. */
  readonly table: Float32Array
  readonly terms: ReadonlyArray<Omit<HostTerm, 'input'>>
  /** How many outputs. */
  readonly size: number
}

/** Kernel `RemixtureNormalizeBytes`: no inputs. One pass on the host, one upload. */
export const normalize: Operation<NormalizeBytesAttributes> = defineOperation({
  name: 'normalizeBytes',
  compose (_, { bytes: { data, shape }, table, terms, size }) {
    const [, height, width, channels] = shape
    const row = height * width * channels
    const values = new Float32Array(size * row)
    terms.forEach(({ rows, coefficient }, t) => {
      for (let output = 0; output < size; output++) {
        const each = typeof coefficient === 'number' ? coefficient : coefficient[output]
        const factor = Math.fround(each)
        const scaled = factor === 1 ? table : table.map(value => factor * value)
        const shown = (rows === undefined ? output : rows[output]) * row
        addRow(values, output * row, data, shown, row, scaled, channels, t > 0)
      }
    })
    return tf.tensor4d(values, [size, height, width, channels])
  }
})

/** Writes a row of looked up bytes, or adds it to what is there. */
function addRow (
  values: Float32Array, to: number, data: Uint8Array, from: number, length: number,
  table: Float32Array, channels: number, adds: boolean
): void {
  for (let i = 0, channel = 0; i < length; i++) {
    const value = table[channel * 256 + data[from + i]]
    values[to + i] = adds ? values[to + i] + value : value
    if (++channel === channels) channel = 0
  }
}

/**
 * Bytes of images as normalised numbers, mixed if wanted: `(scale · byte - mean) / std` of every
 * channel, then `Σ coefficient[i] · row[rows[i]]` over the terms as in `mixRows`, with the same
 * roundings. The host reads each byte once a term; one tensor is made.
 *
 * Not differentiable: bytes come from no tensor.
 *
 * @param bytes - `[n, height, width, channels]`
 * @returns float32 `[outputs, height, width, channels]`
 * @throws TENSOR for shapes that do not fit, a std of 0, rows out of range, numbers not finite
 */
export function normalizeBytes (
  bytes: HostArray<Uint8Array>, options: NormalizeBytesOptions
): Tensor4D {
  const who = 'normalizeBytes'
  checkOptions(bytes, who, 'bytes')
  checkBytes(bytes, who)
  checkOptions(options, who)
  const { mean, std, scale = 1 / 255, terms = [{}] } = options
  const [count, , , channels] = bytes.shape
  const factor = hostCoefficient(scale, 1, who, 'scale') as number
  const means = perChannel(mean, channels, who, 'mean')
  const deviations = perChannel(std, channels, who, 'std')
  if (deviations.includes(0)) throw fail('TENSOR', who, 'std', 'must not be 0', std)
  checkTerms(terms, who)
  const table = Float32Array.from({ length: channels * 256 }, (_, i) => {
    const channel = Math.floor(i / 256)
    return (i % 256 * factor - means[channel]) / deviations[channel]
  })
  if (!table.every(Number.isFinite)) {
    throw fail('TENSOR', who, 'std', 'must be large enough for numbers to be finite', std)
  }
  const size = terms[0].rows?.length ?? count
  const checked = terms.map(({ rows, coefficient }, t) => {
    const shown = rows ?? counted(count)
    checkIndex(shown, count, who, `terms[${t}].rows`, size)
    const known = hostCoefficient(coefficient, size, who, `terms[${t}].coefficient`)
    return { rows: shown, coefficient: known }
  })
  const factors = deviations.map(deviation => factor / deviation)
  const offsets = deviations.map((deviation, channel) => means[channel] / deviation)
  return normalize([], { bytes, factors, offsets, table, terms: checked, size }) as Tensor4D
}

function checkBytes ({ data, shape }: HostArray<Uint8Array>, who: string): void {
  if (!(data instanceof Uint8Array)) {
    throw fail('TENSOR', who, 'bytes.data', 'must be a Uint8Array', data)
  }
  const sound = Array.isArray(shape) && shape.length === 4 &&
    shape.every(side => Number.isSafeInteger(side) && side > 0)
  if (!sound) {
    throw fail('TENSOR', who, 'bytes.shape', 'must be [n, height, width, channels]', shape)
  }
  const size = product(shape as readonly number[])
  checkLength(data, size, who, 'bytes.data')
}

function perChannel (
  value: number | readonly number[], channels: number, who: string, name: string
): readonly number[] {
  const list: unknown = typeof value === 'number' ? Array<number>(channels).fill(value) : value
  if (!Array.isArray(list) || list.length !== channels || !list.every(Number.isFinite)) {
    throw fail('TENSOR', who, name, `must be a finite number, or ${channels} of them`, value)
  }
  return list as number[]
}
