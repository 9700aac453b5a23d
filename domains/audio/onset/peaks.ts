import { fail } from '../../../core/errors.js'
import { checkCurve, checkWhole } from '../checks.js'
import { checkRate } from '../tools/wave.js'

/** When a frame counts as a peak; numbers of frames, before it and from it on. */
export interface PeakOptions {
  readonly preMax: number
  /** The frame itself counts: at least 1. */
  readonly postMax: number
  readonly preAvg: number
  /** The frame itself counts: at least 1. */
  readonly postAvg: number
  /** How far above the mean around it. */
  readonly delta: number
  /** Frames after a peak in which there is none. */
  readonly wait: number
}

/**
 * librosa's settings of `onset_detect`, for a rate and a hop.
 *
 * @throws OPTION for what is no rate, and a hop below 1
 */
export function usualPeaks (sampleRate: number, hop: number): PeakOptions {
  checkRate(sampleRate, 'usualPeaks')
  checkWhole(hop, 1, 'usualPeaks', 'hop')
  const frames = (seconds: number): number => Math.floor(seconds * sampleRate / hop)
  return {
    preMax: frames(0.03), postMax: 1, preAvg: frames(0.1), postAvg: frames(0.1) + 1,
    delta: 0.07, wait: frames(0.03)
  }
}

/**
 * Peaks of a curve: the largest in a window around them, and so far above its mean (Böck et al.,
 * 2012; librosa's `util.peak_pick`). Windows are cut at the ends.
 *
 * @returns frames, rising
 * @throws INPUT for what is no curve, OPTION for numbers of frames that are none
 */
export function pickPeaks (x: Float64Array, options: PeakOptions): Int32Array {
  checkCurve(x, 'pickPeaks', 'x')
  const { preMax, postMax, preAvg, postAvg, delta, wait } = Object(options) as PeakOptions
  for (const [name, value] of Object.entries({ preMax, preAvg, wait }))
    checkWhole(value, 0, 'pickPeaks', name)
  for (const [name, value] of Object.entries({ postMax, postAvg }))
    checkWhole(value, 1, 'pickPeaks', name)
  if (!Number.isFinite(delta))
    throw fail('OPTION', 'pickPeaks', 'delta', 'must be a finite number', delta)
  const sums = new Float64Array(x.length + 1)
  x.forEach((value, k) => { sums[k + 1] = sums[k] + value })
  const peaks: number[] = []
  let last = -Infinity
  for (let n = 0; n < x.length; n++) {
    if (n - last <= wait || !isLargest(x, n, n - preMax, n + postMax)) continue
    const [from, to] = [Math.max(0, n - preAvg), Math.min(x.length, n + postAvg)]
    if (x[n] < (sums[to] - sums[from]) / (to - from) + delta) continue
    peaks.push(n)
    last = n
  }
  return Int32Array.from(peaks)
}

function isLargest (x: Float64Array, n: number, from: number, to: number): boolean {
  for (let k = Math.max(0, from); k < Math.min(x.length, to); k++) if (x[k] > x[n]) return false
  return true
}

/**
 * A curve from 0 to 1; one that is flat or not finite is 0 all over.
 *
 * @throws INPUT for what is no curve
 */
export function normalised (x: Float64Array): Float64Array {
  checkCurve(x, 'normalised', 'x')
  const [low, high] = x.reduce(([least, most], value) =>
    [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
  const range = high - low
  return range > 0 && Number.isFinite(range)
    ? x.map(value => (value - low) / range)
    : new Float64Array(x.length)
}

/**
 * For every event the last least of a curve at or before it: where its rise began.
 *
 * @throws INPUT for events that are no frames, and for what is no curve
 */
export function backtrack (events: Int32Array, curve: Float64Array): Int32Array {
  if (!(events instanceof Int32Array))
    throw fail('INPUT', 'backtrack', 'events', 'must be an Int32Array of frames', events)
  checkCurve(curve, 'backtrack', 'curve')
  return events.map(event => {
    for (let k = Math.min(event, curve.length - 2); k > 0; k--)
      if (curve[k] <= curve[k - 1] && curve[k] < curve[k + 1]) return k
    return 0
  })
}
