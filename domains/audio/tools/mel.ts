import { fail } from '../../../core/errors.js'
import { checkAbove, checkOneOf, checkWhole } from '../checks.js'
import type { Wave } from './wave.js'
import { checkRate, checkWave } from './wave.js'
import type { Framing } from './spectra.js'
import { eachSpectrum, frameCount } from './spectra.js'

/** A bank of triangles over the terms of a spectrum: where each begins, and its weights. */
export interface FilterBank {
  readonly first: Int32Array
  readonly weights: readonly Float64Array[]
}

/** Of what a bank of mel filters is made. */
export interface MelOptions {
  readonly sampleRate: number
  /** Samples of the frames whose spectra are filtered. */
  readonly size: number
  /** How many bands; 128 by default. */
  readonly bands?: number
  /** The lowest frequency, in Hz; 0 by default. */
  readonly low?: number
  /** The highest frequency, in Hz; half the sampling rate by default. */
  readonly high?: number
  /** Slaney's scale, linear below 1 kHz (the default), or HTK's, 2595 log10(1 + f / 700). */
  readonly scale?: 'slaney' | 'htk'
  /** Triangles of equal area (the default) or of height 1. */
  readonly norm?: 'slaney' | 'none'
}

/** A picture of sound, `[bands, frames]`, row-major. */
export interface Spectrogram {
  readonly data: Float64Array
  readonly bands: number
  readonly frames: number
}

/** @throws INPUT for what is no spectrogram, and for one that is not finite */
export function checkSpectrogram (value: unknown, who: string): asserts value is Spectrogram {
  const { data, bands, frames } = Object(value) as Partial<Spectrogram>
  if (!(data instanceof Float64Array) || data.length !== Number(bands) * Number(frames))
    throw fail('INPUT', who, 'spectrogram', 'must be { data, bands, frames }', value)
  const wrong = data.findIndex(each => !Number.isFinite(each))
  if (wrong >= 0)
    throw fail('INPUT', who, `spectrogram.data[${wrong}]`, 'must be a finite number', data[wrong])
}

/**
 * Mel filters as librosa 0.10 has them (`filters.mel`): triangles between centres that are even on
 * the mel scale.
 *
 * @throws OPTION for what is no rate, scale or norm, bands below 1, and unless 0 <= low < high
 */
export function melFilters (options: MelOptions): FilterBank {
  checkRate((Object(options) as Partial<MelOptions>).sampleRate, 'melFilters')
  const { sampleRate, size, bands = 128, low = 0, high = sampleRate / 2 } = options
  const { scale = 'slaney', norm = 'slaney' } = options
  checkWhole(bands, 1, 'melFilters', 'bands')
  checkOneOf(scale, ['slaney', 'htk'], 'melFilters', 'scale')
  checkOneOf(norm, ['slaney', 'none'], 'melFilters', 'norm')
  if (!(low >= 0 && high > low))
    throw fail('OPTION', 'melFilters', 'high', `must be above "low", ${low} Hz`, high)
  const { toMel, toHertz } = scales[scale]
  const [from, to] = [toMel(low), toMel(high)]
  const edges = Float64Array.from({ length: bands + 2 },
    (_, k) => toHertz(from + (to - from) * k / (bands + 1)))
  return triangles(edges, sampleRate / size, size / 2 + 1,
    (left, right) => norm === 'slaney' ? 2 / (right - left) : 1)
}

/** Triangles from edge i over edge i + 1 to edge i + 2, `step` Hz a term. */
export function triangles (
  edges: Float64Array, step: number, terms: number,
  heightOf: (left: number, right: number) => number = () => 1
): FilterBank {
  const count = edges.length - 2
  const first = new Int32Array(count)
  const weights = Array.from({ length: count }, (_, band) => {
    const [left, middle, right] = edges.subarray(band, band + 3)
    const height = heightOf(left, right)
    const list: number[] = []
    for (let k = Math.max(0, Math.floor(left / step)); k < terms && k * step < right; k++) {
      const share = Math.min((k * step - left) / (middle - left),
        (right - k * step) / (right - middle))
      if (share <= 0) continue
      if (list.length === 0) first[band] = k
      list.push(share * height)
    }
    return Float64Array.from(list)
  })
  return { first, weights }
}

/** What a filter lets through of a spectrum. */
export function filtered (
  { first, weights }: FilterBank, band: number, values: Float64Array
): number {
  const filter = weights[band]
  let sum = 0
  for (let k = 0; k < filter.length; k++) sum += filter[k] * values[first[band] + k]
  return sum
}

/**
 * The power of a sound in mel bands, frame by frame: librosa's `feature.melspectrogram`.
 *
 * @throws INPUT for what is no sound, OPTION as `melFilters` and `frameCount`
 */
export function melSpectrogram (x: Wave, options: MelOptions & Framing): Spectrogram {
  checkWave(x, 'melSpectrogram')
  const bank = melFilters(options)
  const bands = bank.weights.length
  const frames = frameCount(x.length, options)
  const data = new Float64Array(bands * frames)
  const power = new Float64Array(options.size / 2 + 1)
  eachSpectrum(x, options, (re, im, frame) => {
    for (let k = 0; k < power.length; k++) power[k] = re[k] * re[k] + im[k] * im[k]
    for (let band = 0; band < bands; band++)
      data[band * frames + frame] = filtered(bank, band, power)
  })
  return { data, bands, frames }
}

/**
 * Power in decibels, at most `range` below the loudest: librosa's `power_to_db`.
 *
 * @throws INPUT for what is no spectrogram, OPTION for a range that is not above 0
 */
export function decibels (spectrogram: Spectrogram, range = 80): Spectrogram {
  checkSpectrogram(spectrogram, 'decibels')
  checkAbove(range, 'decibels', 'range')
  const { data, ...shape } = spectrogram
  const level = data.map(power => 10 * Math.log10(Math.max(power, 1e-10)))
  const floor = level.reduce((most, each) => Math.max(most, each), -Infinity) - range
  return { ...shape, data: level.map(each => Math.max(each, floor)) }
}

const linearStep = 200 / 3
const logStart = 1000 / linearStep
const logStep = Math.log(6.4) / 27

const scales = {
  slaney: {
    toMel: (hertz: number) => hertz < 1000
      ? hertz / linearStep
      : logStart + Math.log(hertz / 1000) / logStep,
    toHertz: (mel: number) => mel < logStart
      ? mel * linearStep
      : 1000 * Math.exp(logStep * (mel - logStart))
  },
  htk: {
    toMel: (hertz: number) => 2595 * Math.log10(1 + hertz / 700),
    toHertz: (mel: number) => 700 * (10 ** (mel / 2595) - 1)
  }
} as const
