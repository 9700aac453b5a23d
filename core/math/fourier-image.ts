import { fail } from '../errors.js'
import { exp, log } from '../random/elementary.js'
import type { Normals } from '../random/normals.js'
import { fftFrequencies } from './fft.js'
import { irfftN } from './fft-n.js'
import { lent } from './lent.js'

/**
 * Which numbers of the noise make the spectrum: `isotropic`, real and imaginary parts on the whole
 * grid of frequencies, as the paper of FMix says; or `reference`, what its code does.
 */
export type Spectrum = 'isotropic' | 'reference'

/** Row-major numbers over a grid of frequencies. */
export interface Grid { readonly data: Float64Array, readonly shape: readonly number[] }

/** Frequencies whose noise is made at once. */
const AT_A_TIME = 4096
/** How many envelopes are kept; the one unused for longest goes first. */
const KEPT = 8
const envelopes = new Map<string, Grid>()

/**
 * The magnitudes of the frequencies of a grid of 1 to 3 axes, as the code of FMix lays them out
 * (`fftfreqnd`, ecs-vlc/FMix@e5991dc): axes [h], [h, half w], [h, z, half w] for [h, w, z]. A half
 * axis of odd length has one frequency more than a real transform uses.
 *
 * @throws INPUT for another number of axes, or an empty one
 */
export function fourierFrequencies (shape: readonly number[]): Grid {
  checkGrid('fourierFrequencies', shape)
  const [h, w, z] = shape
  const whole = [h, ...z === undefined ? [] : [z]].map(n => fftFrequencies(n))
  const half = w === undefined ? [] : [fftFrequencies(w).slice(0, Math.floor(w / 2) + 1 + w % 2)]
  const axes = [...whole, ...half]
  const lengths = axes.map(({ length }) => length)
  const data = Float64Array.from({ length: lengths.reduce((a, b) => a * b, 1) }, (_, k) => {
    let [rest, sum] = [k, 0]
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      sum += axes[axis][rest % lengths[axis]] ** 2
      rest = Math.floor(rest / lengths[axis])
    }
    return Math.sqrt(sum)
  })
  return { data, shape: lengths }
}

/**
 * What noise is scaled by: 1 / max(f, 1 / longest side)^decay. Kept, since it only rests on both.
 */
function envelope (shape: readonly number[], decay: number): Grid {
  const key = `${shape.join()}:${decay}`
  const known = envelopes.get(key)
  envelopes.delete(key)
  const made = known ?? scaled(shape, decay)
  envelopes.set(key, made)
  if (envelopes.size > KEPT) envelopes.delete(envelopes.keys().next().value!)
  return made
}

function scaled (shape: readonly number[], decay: number): Grid {
  const least = 1 / Math.max(...shape)
  const { data, shape: lengths } = fourierFrequencies(shape)
  return { data: data.map(f => exp(-decay * log(Math.max(f, least)))), shape: lengths }
}

/** How many normal numbers `lowFrequencyImage` may ask for. */
export function noiseSize (shape: readonly number[], decay: number): number {
  return 2 * envelope(shape, decay).data.length
}

/**
 * A smooth random image from 0 to 1: noise under a spectrum that falls off as f^-decay. FMix
 * (Harris et al., arXiv:2002.12047, section 4), `make_low_freq_image` of ecs-vlc/FMix@e5991dc.
 *
 * The code indexes its noise `[…frequencies, 2]` along the first axis of frequencies, where the
 * last one, of real and imaginary parts, is meant. So `reference` uses two rows of it only, which
 * leaves one frequency along the last axis of the image: masks are bars.
 *
 * @param shape - 1 to 3 axes
 * @param normal - gives the noise, one standard normal number after the other, row-major
 * @throws INPUT for a shape that is none
 */
export function lowFrequencyImage (
  shape: readonly number[], decay: number, spectrum: Spectrum, normal: Normals
): Float64Array {
  checkGrid('lowFrequencyImage', shape)
  // The code fails on a single row, of which it asks for the second
  const image = spectrum === 'reference' && shape[0] > 1
    ? referenceImage(shape, decay, normal)
    : isotropicImage(shape, decay, normal)
  return stretched(image)
}

/**
 * A Gaussian random field of mean 0 and deviation 1 over its cells, with a power that falls off as
 * f^-decay from the lowest frequency on; all 0 on a single cell.
 *
 * @param shape - 1 to 3 axes
 * @param normal - gives the noise, one standard normal number after the other
 * @throws INPUT for a shape that is none
 */
export function gaussianField (
  shape: readonly number[], decay: number, normal: Normals
): Float64Array {
  checkGrid('gaussianField', shape)
  const field = isotropicImage(shape, decay / 2, normal)
  const mean = field.reduce((sum, value) => sum + value, 0) / field.length
  const power = field.reduce((sum, value) => sum + (value - mean) ** 2, 0) / field.length
  return field.map(value => power > 0 ? (value - mean) / Math.sqrt(power) : 0)
}

function isotropicImage (
  shape: readonly number[], decay: number, normal: Normals
): Float64Array {
  const { data, shape: lengths } = envelope(shape, decay)
  // The grid has its half axis, that of w, last
  const [h, w, z] = shape
  const output = z === undefined ? shape : [h, z, w]
  const image = lent(2 * data.length, spectrum => {
    const [re, im] = [spectrum.subarray(0, data.length), spectrum.subarray(data.length)]
    scaledNoise(data, normal, re, im)
    return irfftN(re, im, lengths, output)
  })
  if (z === undefined) return image
  const cell = (k: number): number =>
    (Math.floor(k / (w * z)) * z + k % z) * w + Math.floor(k / z) % w
  return image.map((_, k) => image[cell(k)])
}

/** Real and imaginary parts in turn, each times its scale. */
function scaledNoise (
  scale: Float64Array, normal: Normals, re: Float64Array, im: Float64Array
): void {
  const part = new Float64Array(2 * Math.min(AT_A_TIME, scale.length))
  for (let first = 0; first < scale.length; first += AT_A_TIME) {
    const count = Math.min(AT_A_TIME, scale.length - first)
    const noise = part.subarray(0, 2 * count)
    if (normal.fill) normal.fill(noise)
    else for (let k = 0; k < noise.length; k++) noise[k] = normal()
    for (let k = 0; k < count; k++) {
      re[first + k] = scale[first + k] * noise[2 * k]
      im[first + k] = scale[first + k] * noise[2 * k + 1]
    }
  }
}

/** The spectrum is made of rows 0 and 1 of the first axis, whose last axis holds two numbers. */
function referenceImage (
  shape: readonly number[], decay: number, normal: Normals
): Float64Array {
  const { data, shape: [first, ...lengths] } = envelope(shape, decay)
  const row = data.length / first
  const part = (which: number): Float64Array => Float64Array.from({ length: 2 * row }, (_, k) =>
    data[which * row + Math.floor(k / 2)] * normal())
  return irfftN(part(0), part(1), [...lengths, 2], shape)
}

/** From 0 to 1, in place; all 0 where it is the same everywhere. */
function stretched (image: Float64Array): Float64Array {
  let [low, high] = [Infinity, -Infinity]
  for (let k = 0; k < image.length; k++) {
    if (image[k] < low) low = image[k]
    if (image[k] > high) high = image[k]
  }
  const range = high - low
  for (let k = 0; k < image.length; k++) image[k] = range > 0 ? (image[k] - low) / range : 0
  return image
}

function checkGrid (who: string, shape: readonly number[]): void {
  const sound = Array.isArray(shape) && shape.length >= 1 && shape.length <= 3 &&
    shape.every(side => Number.isSafeInteger(side) && side > 0)
  if (!sound) throw fail('INPUT', who, 'shape', 'must list 1 to 3 whole numbers above 0', shape)
}
