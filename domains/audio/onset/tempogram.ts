import { transformOf } from '../../../core/math/fft.js'
import { checkAbove, checkCurve, checkWhole } from '../checks.js'
import { hann } from '../tools/window.js'

/**
 * How alike a curve and itself so many frames later are, on the mean over windows of a length: the
 * mean over time of librosa 0.10's `feature.tempogram`. The curve goes on as a ramp at both ends.
 *
 * @returns a number for every lag from 0 to `length` - 1; the first is 1 where anything is heard
 * @throws INPUT for what is no curve, OPTION for a length below 2
 */
export function meanTempogram (curve: Float64Array, length: number): Float64Array {
  checkCurve(curve, 'meanTempogram', 'curve')
  checkWhole(length, 2, 'meanTempogram', 'length')
  const half = Math.floor(length / 2)
  const ramp = (edge: number, k: number): number => edge * k / half
  const padded = Float64Array.from({ length: curve.length + 2 * half }, (_, k) => {
    const at = k - half
    if (at < 0) return ramp(curve[0], k)
    return at < curve.length ? curve[at] : ramp(curve[curve.length - 1],
      curve.length + 2 * half - 1 - k)
  })
  const window = hann(length)
  const size = 2 ** Math.ceil(Math.log2(2 * length))
  const transform = transformOf(size)
  const [re, im] = [new Float64Array(size), new Float64Array(size)]
  const mean = new Float64Array(length)
  for (let frame = 0; frame < curve.length; frame++) {
    re.fill(0)
    im.fill(0)
    for (let k = 0; k < length; k++) re[k] = (padded[frame + k] ?? 0) * window[k]
    transform(re, im)
    for (let k = 0; k < size; k++) {
      re[k] = re[k] * re[k] + im[k] * im[k]
      im[k] = 0
    }
    transform(re, im)
    let most = 0
    for (let lag = 0; lag < length; lag++) most = Math.max(most, Math.abs(re[lag]))
    if (most > 0) for (let lag = 0; lag < length; lag++) mean[lag] += re[lag] / most
  }
  return mean.map(sum => sum / Math.max(1, curve.length))
}

/** What is expected of a tempo before anything is heard. */
export interface TempoPrior {
  /** The likeliest tempo; 120 bpm by default. */
  readonly start?: number
  /** How far from it, in octaves; 1 by default. */
  readonly spread?: number
  /** Tempi from here on are left out; 320 bpm by default. */
  readonly highest?: number
}

/**
 * The tempo of the lag that stands out in a tempogram, weighed by a prior: librosa 0.10's
 * `feature.tempo`. It has the steps of whole lags: `estimateTempo` has not.
 *
 * @param rate - frames a second
 * @returns beats a minute
 * @throws INPUT for what is no tempogram, OPTION for a rate or a prior that is not above 0
 */
export function tempoOf (
  tempogram: Float64Array, rate: number, prior: TempoPrior = {}
): number {
  checkCurve(tempogram, 'tempoOf', 'tempogram')
  const { start = 120, spread = 1, highest = 320 } = Object(prior) as TempoPrior
  for (const [name, value] of Object.entries({ rate, start, spread, highest }))
    checkAbove(value, 'tempoOf', name)
  let [best, most] = [1, -Infinity]
  for (let lag = 1; lag < tempogram.length; lag++) {
    const tempo = 60 * rate / lag
    if (tempo >= highest) continue
    const octaves = Math.log2(tempo / start) / spread
    const score = Math.log1p(1e6 * tempogram[lag]) - 0.5 * octaves ** 2
    if (score > most) [best, most] = [lag, score]
  }
  return 60 * rate / best
}
