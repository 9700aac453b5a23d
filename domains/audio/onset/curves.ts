import { eachSpectrum } from '../tools/spectra.js'
import { filtered, triangles } from '../tools/mel.js'
import type { FilterBank } from '../tools/mel.js'
import type { Wave } from '../tools/wave.js'

/** What is told of a sound frame by frame: one spectral pass gives all curves. */
export interface OnsetCurves {
  /** Frames a second. */
  readonly rate: number
  /** Growth of log bands over the loudest neighbour before: SuperFlux (Böck and Widmer, 2013). */
  readonly flux: Float64Array
  /** The growth of energy weighed by frequency (Masri, 1996), its root. */
  readonly highFrequency: Float64Array
  /** Growth of the bands below 150 Hz: drums and basses, which mark bars. */
  readonly low: Float64Array
  /** The bands themselves, `[frames, bands]`, for harmony. */
  readonly bands: Float64Array
  readonly bandCount: number
}

/** Frames a second: onsets are to be told to a few milliseconds. */
const RATE = 200
/** Bands an octave. */
const DENSITY = 24
const LOWEST = 27.5
const HIGHEST = 17000
/** How strongly soft parts count: log10(1 + 1000 x), x being the share of a full sine. */
const COMPRESSION = 1000

/**
 * Onset curves of a sound: 200 frames a second of about 46 ms, magnitudes in triangular bands, 24
 * an octave from 27.5 Hz, compressed by a logarithm.
 *
 * @param x - samples, checked
 */
export function onsetCurves (x: Wave, sampleRate: number): OnsetCurves {
  const size = 2 ** Math.round(Math.log2(0.0464 * sampleRate))
  const hop = Math.round(sampleRate / RATE)
  const bank = logBank(sampleRate, size)
  const bandCount = bank.weights.length
  const lag = Math.max(1, Math.round(size / 4 / hop))
  const frames = 1 + Math.floor(x.length / hop)
  const [flux, highFrequency, low] = [0, 0, 0].map(() => new Float64Array(frames))
  const bands = new Float64Array(frames * bandCount)
  const magnitude = new Float64Array(size / 2 + 1)
  const lowBands = bank.weights.filter((_, band) =>
    (bank.first[band] * sampleRate) / size < 150).length
  const energies = new Float64Array(frames)
  eachSpectrum(x, { size, hop }, (re, im, frame) => {
    let energy = 0
    for (let k = 0; k < magnitude.length; k++) {
      const power = re[k] * re[k] + im[k] * im[k]
      magnitude[k] = Math.sqrt(power) / (size / 4)
      energy += k * power
    }
    energies[frame] = Math.sqrt(energy) / size
    const here = frame * bandCount
    const before = (frame - lag) * bandCount
    for (let band = 0; band < bandCount; band++) {
      const level = Math.log10(1 + COMPRESSION * filtered(bank, band, magnitude))
      bands[here + band] = level
      if (frame < lag) continue
      let most = bands[before + band]
      if (band > 0) most = Math.max(most, bands[before + band - 1])
      if (band + 1 < bandCount) most = Math.max(most, bands[before + band + 1])
      const growth = Math.max(0, level - most)
      flux[frame] += growth / bandCount
      if (band < lowBands) low[frame] += growth / lowBands
    }
    if (frame >= lag) {
      highFrequency[frame] = Math.max(0,
        Math.log10(1 + COMPRESSION * energies[frame]) -
        Math.log10(1 + COMPRESSION * energies[frame - lag]))
    }
  })
  return { rate: sampleRate / hop, flux, highFrequency, low, bands, bandCount }
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
