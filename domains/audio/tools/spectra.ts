import { fail } from '../../../core/errors.js'
import { transformOf } from '../../../core/math/fft.js'
import { hann } from './window.js'
import type { Wave } from './wave.js'
import { checkWave } from './wave.js'

/** How a sound is cut into frames. */
export interface Framing {
  /** Samples of a frame, an even number. */
  readonly size: number
  /** Samples from a frame to the next. */
  readonly hop: number
  /** Frame t is about sample t · hop, with zeros outside (the default); else it begins there. */
  readonly centred?: boolean
}

/** A spectrum: size / 2 + 1 terms. It is the visitor's only until it returns. */
export type Visit = (re: Float64Array, im: Float64Array, frame: number) => void

/**
 * How many frames a sound has.
 *
 * @throws OPTION for a size that is not even and at least 2, and a hop below 1; INPUT for a length
 *   that is none
 */
export function frameCount (
  length: number, framing: Framing
): number {
  const { size, hop, centred = true } = Object(framing) as Framing
  if (!Number.isSafeInteger(length) || length < 0) {
    throw fail('INPUT', 'frameCount', 'length', 'must be a whole number of at least 0', length)
  }
  if (!Number.isSafeInteger(size) || size < 2 || size % 2 !== 0)
    throw fail('OPTION', 'spectra', 'size', 'must be an even number of at least 2', size)
  if (!Number.isSafeInteger(hop) || hop < 1)
    throw fail('OPTION', 'spectra', 'hop', 'must be a whole number of at least 1', hop)
  const padded = centred ? length + size : length
  return padded < size ? 0 : 1 + Math.floor((padded - size) / hop)
}

/**
 * Visits the spectrum of every frame under a periodic Hann window, in order. Two frames share one
 * complex transform, which their symmetries tell apart again.
 *
 * @returns how many frames there were
 * @throws INPUT for what is no sound, OPTION as `frameCount`, and for what is no function
 */
export function eachSpectrum (x: Wave, framing: Framing, visit: Visit): number {
  checkWave(x, 'eachSpectrum')
  if (typeof visit !== 'function')
    throw fail('OPTION', 'eachSpectrum', 'visit', 'must be a function', visit)
  return spectraOf(framing)(x, visit)
}

/** As `eachSpectrum`, for many sounds one after another: room is made once. */
export function spectraOf (framing: Framing): (x: Wave, visit: Visit) => number {
  frameCount(0, framing)
  const { size, hop, centred = true } = framing
  const window = hann(size)
  const transform = transformOf(size)
  const [z, y] = [new Float64Array(size), new Float64Array(size)]
  const half = size / 2
  const [re, im, reNext, imNext] = [0, 0, 0, 0].map(() => new Float64Array(half + 1))
  const load = (x: Wave, into: Float64Array, frame: number): void => {
    const first = frame * hop - (centred ? half : 0)
    const [from, to] = [Math.max(0, -first), Math.max(0, Math.min(size, x.length - first))]
    into.fill(0, 0, from)
    into.fill(0, to)
    for (let k = from; k < to; k++) into[k] = x[first + k] * window[k]
  }
  return (x, visit) => {
    const count = frameCount(x.length, framing)
    for (let frame = 0; frame < count; frame += 2) {
      load(x, z, frame)
      if (frame + 1 < count) load(x, y, frame + 1)
      else y.fill(0)
      transform(z, y)
      for (const k of [0, half]) {
        re[k] = z[k]
        reNext[k] = y[k]
      }
      for (let k = 1, m = size - 1; k < half; k++, m--) {
        re[k] = 0.5 * (z[k] + z[m])
        im[k] = 0.5 * (y[k] - y[m])
        reNext[k] = 0.5 * (y[k] + y[m])
        imNext[k] = 0.5 * (z[m] - z[k])
      }
      visit(re, im, frame)
      if (frame + 1 < count) visit(reNext, imNext, frame + 1)
    }
    return count
  }
}
