import { fftN } from '../../../core/math/index.js'
import { sampling } from '../../../core/tensor/sampling.js'
import type { HostArray } from '../../../core/index.js'

/** The side that larger images are brought to. */
const LARGEST = 128
const EPSILON = 1e-10

/**
 * Static saliency, spectral residual: what an image has beside the usual spectrum of images (Hou
 * and Zhang, CVPR 2007).
 *
 * As the code of GuidedMixup has it (3neutronstar/GuidedMixup@73494e1): grey values; images above
 * 128 pixels are resized to 128 × 128 for it, bilinearly, and the map back; a box of 3 × 3 over the
 * log spectrum; the map is blurred by a Gaussian of 7 × 7 and σ = 3.
 *
 * @param image - `[height, width, channels]`, RGB, or grey first for fewer than three, in any range
 * @returns `[height · width]`, 0 or more
 */
export function spectralResidualMap (
  { data, shape }: HostArray<Uint8Array | Float32Array>
): Float64Array {
  const [height, width] = shape
  const side = [height, width].map(length => Math.min(length, LARGEST))
  const large = height > LARGEST || width > LARGEST
  const size = large ? [LARGEST, LARGEST] : side
  const grey = resized(greyOf(data, shape), [height, width], size)
  const { re, im } = fftN(grey, new Float64Array(grey.length), size)
  const amplitude = re.map((real, k) => Math.sqrt(real * real + im[k] * im[k] + EPSILON))
  const logs = amplitude.map(Math.log)
  const usual = filtered(logs, size, [1 / 3, 1 / 3, 1 / 3], 'repeat')
  const gain = logs.map((log, k) => Math.exp(log - usual[k]) / amplitude[k])
  const back = fftN(re.map((real, k) => real * gain[k]), im.map((part, k) => part * gain[k]),
    size, true)
  const map = back.re.map((real, k) => Math.hypot(real, back.im[k]))
  return resized(filtered(map, size, gaussian(7, 3), 'mirror'), size, [height, width])
}

/** The weights of a Gaussian of an odd length, which sum to 1. */
export function gaussian (length: number, sigma: number): number[] {
  const weights = Array.from({ length }, (_, k) =>
    Math.exp(-((k - (length - 1) / 2) ** 2) / (2 * sigma ** 2)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map(weight => weight / sum)
}

/**
 * A filter along both axes; beyond the border lies its last pixel (`repeat`), or what lies before
 * it (`mirror`).
 */
export function filtered (
  values: Float64Array, [height, width]: readonly number[], weights: readonly number[],
  border: 'repeat' | 'mirror'
): Float64Array {
  const reach = (weights.length - 1) / 2
  const inside = (p: number, length: number): number => {
    if (border === 'repeat' || length === 1) return Math.min(Math.max(p, 0), length - 1)
    const period = 2 * (length - 1)
    const folded = (p % period + period) % period
    return folded < length ? folded : period - folded
  }
  const lines = new Float64Array(values.length)
  const result = new Float64Array(values.length)
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      weights.forEach((weight, i) => {
        lines[k] += weight * values[y * width + inside(x + i - reach, width)]
      })
    }
  }
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      weights.forEach((weight, j) => {
        result[k] += weight * lines[inside(y + j - reach, height) * width + x]
      })
    }
  }
  return result
}

function greyOf (
  data: Uint8Array | Float32Array, [height, width, channels]: readonly number[]
): Float64Array {
  return Float64Array.from({ length: height * width }, (_, k) => channels < 3
    ? data[k * channels]
    : 0.2989 * data[k * channels] + 0.587 * data[k * channels + 1] + 0.114 * data[k * channels + 2])
}

function resized (
  values: Float64Array, from: readonly number[], to: readonly number[]
): Float64Array {
  if (from[0] === to[0] && from[1] === to[1]) return values
  const [down, across] = [0, 1].map(axis => sampling(from[axis], to[axis], 'bilinear'))
  return Float64Array.from({ length: to[0] * to[1] }, (_, k) => {
    const [y, x] = [Math.floor(k / to[1]), k % to[1]]
    let sum = 0
    for (const row of down) {
      for (const column of across) {
        sum += row.weights[y] * column.weights[x] * values[row.at[y] * from[1] + column.at[x]]
      }
    }
    return sum
  })
}
