import { eachSpectrum } from '../tools/spectra.js'
import { triangles } from '../tools/mel.js'
import type { FilterBank } from '../tools/mel.js'
import type { Wave } from '../tools/wave.js'

/**
 * What is told of a sound frame by frame: one spectral pass gives all curves. Nothing else is kept
 * of it, 12 bytes a frame.
 */
export interface OnsetCurves {
  /** Frames a second. */
  readonly rate: number
  /** Frames at the beginning that are compared with the silence before it. */
  readonly warm: number
  /** Growth of log bands over the loudest neighbour before: SuperFlux (Böck and Widmer, 2013). */
  readonly flux: Float32Array
  /** The growth of energy weighed by frequency (Masri, 1996), its root. */
  readonly highFrequency: Float32Array
  /** Growth of the bands below 150 Hz: drums and basses, which mark bars. */
  readonly low: Float32Array
}

/** Seconds of a sound that are heard as a whole; longer ones are heard in windows of as many. */
export const WINDOW = 30

/** Frames a second: onsets are to be told to a few milliseconds. */
const RATE = 200
/** Bands an octave. */
const DENSITY = 24
const LOWEST = 27.5
const HIGHEST = 17000
/** How strongly soft parts count: log10(1 + 1000 x), x being the share of a full sine. */
const COMPRESSION = 1000

/** What one frame adds to the curves; `levels` is the listener's until the next frame. */
export interface Heard {
  readonly flux: number
  readonly highFrequency: number
  readonly low: number
  /** The mean square of samples under the window, without a direct current. */
  readonly power: number
  readonly levels: Float64Array
}

/** Turns spectra into curves, frame by frame, and remembers no more frames than it compares. */
export interface Listener {
  readonly size: number
  readonly hop: number
  readonly bandCount: number
  /** How many frames back each one is compared with. */
  readonly lag: number
  hear (re: Float64Array, im: Float64Array): Heard
}

/**
 * Listens to spectra: 200 frames a second of about 46 ms, magnitudes in triangular bands, 24 an
 * octave from 27.5 Hz, compressed by a logarithm.
 */
export function listener (sampleRate: number): Listener {
  const size = 2 ** Math.round(Math.log2(0.0464 * sampleRate))
  const hop = Math.round(sampleRate / RATE)
  const bank = logBank(sampleRate, size)
  const bandCount = bank.weights.length
  const lag = Math.max(1, Math.round(size / 4 / hop))
  const rows = Array.from({ length: lag + 1 }, () => new Float64Array(bandCount))
  const energies = new Float64Array(lag + 1)
  const magnitude = new Float64Array(size / 2 + 1)
  const { first, last, weights } = flat(bank)
  const terms = last.reduce((most, end) => Math.max(most, end), 0)
  const lowBands = bank.weights.filter((_, band) =>
    (bank.first[band] * sampleRate) / size < 150).length
  let frame = -1
  return {
    size,
    hop,
    bandCount,
    lag,
    hear (re, im) {
      frame++
      const [here, there] = [frame % (lag + 1), (frame + 1) % (lag + 1)]
      const [levels, before] = [rows[here], rows[there]]
      let [energy, total] = [0, 0]
      for (let k = 0; k < magnitude.length; k++) {
        const power = re[k] * re[k] + im[k] * im[k]
        energy += k * power
        if (k > 1) total += power
        if (k < terms) magnitude[k] = Math.sqrt(power)
      }
      energies[here] = level(Math.sqrt(energy) / size)
      for (let band = 0, at = 0; band < bandCount; band++) {
        let sum = 0
        for (let k = first[band], end = last[band]; k < end; k++, at++)
          sum += weights[at] * magnitude[k]
        levels[band] = level(sum / (size / 4))
      }
      // Before the first sample there was silence: a loop may begin with its first beat
      let [all, low] = [0, 0]
      for (let band = 0; band < bandCount; band++) {
        let most = before[band]
        if (band > 0) most = Math.max(most, before[band - 1])
        if (band + 1 < bandCount) most = Math.max(most, before[band + 1])
        const growth = Math.max(0, levels[band] - most)
        all += growth
        if (band < lowBands) low += growth
      }
      return {
        flux: all / bandCount,
        highFrequency: Math.max(0, energies[here] - energies[there]),
        low: low / lowBands,
        power: 16 / 3 * total / size ** 2,
        levels
      }
    }
  }
}

/**
 * Onset curves of a sound.
 *
 * @param x - samples, checked
 */
export function onsetCurves (x: Wave, sampleRate: number): OnsetCurves {
  const { size, hop, lag, hear } = listener(sampleRate)
  const frames = 1 + Math.floor(x.length / hop)
  const [flux, highFrequency, low] = [0, 0, 0].map(() => new Float32Array(frames))
  eachSpectrum(x, { size, hop }, (re, im, frame) => {
    const heard = hear(re, im)
    flux[frame] = heard.flux
    highFrequency[frame] = heard.highFrequency
    low[frame] = heard.low
  })
  return { rate: sampleRate / hop, warm: lag, flux, highFrequency, low }
}

function level (amplitude: number): number {
  return Math.log(1 + COMPRESSION * amplitude) * Math.LOG10E
}

/** A bank in one list of weights: it is gone through for every frame. */
function flat (
  { first, weights }: FilterBank
): { readonly first: Int32Array, readonly last: Int32Array, readonly weights: Float64Array } {
  return {
    first,
    last: first.map((start, band) => start + weights[band].length),
    weights: Float64Array.from(weights.flatMap(each => Array.from(each)))
  }
}

/** Triangles whose edges are different terms of the spectrum. */
function logBank (sampleRate: number, size: number): FilterBank {
  const step = sampleRate / size
  const edges: number[] = []
  for (let k = 0; ; k++) {
    const frequency = LOWEST * 2 ** (k / DENSITY)
    if (frequency > Math.min(HIGHEST, sampleRate / 2 - step)) break
    const term = Math.max(1, Math.round(frequency / step)) * step
    if (term !== edges.at(-1)) edges.push(term)
  }
  return triangles(Float64Array.from(edges), step, size / 2 + 1)
}
