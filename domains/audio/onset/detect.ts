import type { Wave } from '../tools/wave.js'
import { checkWave } from '../tools/wave.js'
import { WINDOW, onsetCurves } from './curves.js'
import type { OnsetMethod } from './methods.js'
import { methodCurve } from './methods.js'
import { inPeaks, isSilent, onsetsOf, peaksIn, stands } from './onset-curve.js'
import { checkPicking, onsetWindows } from './stream.js'

/** How onsets are found. */
export interface DetectOptions {
  readonly sampleRate: number
  /** How far a peak must rise above its surroundings, of the loudest ones; 0.14 by default. */
  readonly threshold?: number
  /** What is looked at; `combined` by default: SuperFlux and the growth of high frequencies. */
  readonly method?: OnsetMethod
}

/**
 * When sounds begin, in seconds from the first sample, rising: peaks of a curve that is the mean of
 * SuperFlux and the growth of high frequencies, refined by a parabola. Silence, hum and stationary
 * noise have none. A sound of more than half a minute is heard in windows of as much, so that what
 * it takes beside its samples does not grow with it; but for methods other than `combined`.
 *
 * @param x - samples of one channel
 * @throws INPUT for what is no sound or holds what is not finite, OPTION for what is no rate, no
 *   threshold from 0 on, or no method
 */
export function detectOnsets (x: Wave, options: DetectOptions): Float64Array {
  checkWave(x, 'detectOnsets')
  checkPicking(options, 'detectOnsets')
  const { sampleRate, threshold, method = 'combined' } = options
  if (method !== 'combined') {
    if (isSilent(x)) return new Float64Array(0)
    const { rate, curve } = methodCurve(x, sampleRate, method)
    return stands(curve) ? peaksIn(inPeaks(curve), rate, threshold) : new Float64Array(0)
  }
  if (x.length <= WINDOW * sampleRate)
    return isSilent(x) ? new Float64Array(0) : onsetsOf(onsetCurves(x, sampleRate), threshold)
  const windows = onsetWindows(options, WINDOW / 2, WINDOW / 2)
  const [before, last] = [windows.push(x), windows.end()]
  // Not as arguments: of hours there are more onsets than a call takes
  const all = new Float64Array(before.length + last.length)
  all.set(before)
  all.set(last, before.length)
  return all
}
