import { checkOneOf, checkWhole } from '../checks.js'
import { checkSpectrogram } from '../tools/mel.js'
import type { Spectrogram } from '../tools/mel.js'

/** How the strength of onsets is told from a spectrogram. */
export interface StrengthOptions {
  /** Against the frame so many before; 1 by default. */
  readonly lag?: number
  /** Bands over which the earlier frame is maximised: 1 (the default) none, 3 SuperFlux. */
  readonly width?: number
  /** How bands are joined; `mean` by default. */
  readonly join?: 'mean' | 'median'
  /** Frames by which a spectrum comes early, size / (2 · hop); 0 by default. */
  readonly delay?: number
}

/**
 * The strength of onsets: how much the bands of a spectrogram in dB grow, frame by frame. librosa
 * 0.10's `onset_strength`; with a lag of 2 and a width of 3 the SuperFlux recipe of its manual.
 *
 * @returns a number for every frame
 * @throws INPUT for what is no spectrogram, OPTION for a lag or a width below 1, a delay below 0,
 *   and what is no way to join
 */
export function onsetStrength (
  spectrogram: Spectrogram, options: StrengthOptions = {}
): Float64Array {
  checkSpectrogram(spectrogram, 'onsetStrength')
  const { data, bands, frames } = spectrogram
  const { lag = 1, width = 1, join = 'mean', delay = 0 } = Object(options) as StrengthOptions
  checkWhole(lag, 1, 'onsetStrength', 'lag')
  checkWhole(width, 1, 'onsetStrength', 'width')
  checkWhole(delay, 0, 'onsetStrength', 'delay')
  checkOneOf(join, ['mean', 'median'], 'onsetStrength', 'join')
  const reach = Math.floor(width / 2)
  const strength = new Float64Array(frames)
  const grown = new Float64Array(bands)
  for (let frame = lag; frame + delay < frames; frame++) {
    for (let band = 0; band < bands; band++) {
      let before = -Infinity
      const last = Math.min(bands, band - reach + width)
      for (let near = Math.max(0, band - reach); near < last; near++)
        before = Math.max(before, data[near * frames + frame - lag])
      grown[band] = Math.max(0, data[band * frames + frame] - before)
    }
    strength[frame + delay] = join === 'mean' ? mean(grown) : median(grown)
  }
  return strength
}

function mean (list: Float64Array): number {
  let sum = 0
  for (const each of list) sum += each
  return sum / list.length
}

/** The middle one, or the mean of the two middle ones. */
export function median (list: ArrayLike<number>): number {
  const sorted = Float64Array.from(list).sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
