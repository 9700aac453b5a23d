import { numbers } from '../../../core/index.js'
import type { Wave } from '../tools/wave.js'
import type { OnsetCurves } from './curves.js'
import { pickPeaks } from './peaks.js'

/** A sound whose onset curve never rises above this is stationary: DC, hum, hiss. */
const LEAST = 0.02
/** A sound whose hundredth of strongest frames is no more times its usual frame is noise. */
const CONTRAST = 4
/** Mean squares below -70 dBFS are silence. */
export const SILENCE = 10 ** (-70 / 10)

/** Whether nothing is heard. */
export function isSilent (x: Wave): boolean {
  let [sum, squares] = [0, 0]
  for (let k = 0; k < x.length; k++) {
    sum += x[k]
    squares += x[k] * x[k]
  }
  const power = squares / x.length - (sum / x.length) ** 2
  return !(power > SILENCE)
}

/** The first and the last sample of a sound that are not the silence it begins and ends with. */
export function soundIn (x: Wave): readonly [first: number, last: number] {
  const isRest = (k: number, rest: number): boolean => (x[k] - rest) ** 2 <= SILENCE
  let [first, last] = [0, x.length - 1]
  while (first < last && isRest(first, x[0])) first++
  while (last > first && isRest(last, x[x.length - 1])) last--
  return [first, last]
}

/** The onsets that curves tell of. */
export function onsetsOf (curves: OnsetCurves, threshold?: number): Float64Array {
  const curve = onsetCurve(curves)
  if (curve === undefined) return new Float64Array(0)
  // That a recording begins is no onset: what goes on in it may have begun before
  curve.fill(0, 0, curves.warm)
  return peaksIn(curve, curves.rate, threshold)
}

/** Peaks of a curve, in seconds. */
export function peaksIn (curve: Float64Array, rate: number, threshold = 0.14): Float64Array {
  const frames = (seconds: number): number => Math.round(seconds * rate)
  const peaks = pickPeaks(curve, {
    preMax: frames(0.03), postMax: frames(0.03) + 1, preAvg: frames(0.2), postAvg: frames(0.07) + 1,
    delta: threshold, wait: frames(0.03)
  })
  return Float64Array.from(peaks, peak => timeOf(k => curve[k] ?? 0, peak, rate))
}

/** SuperFlux and high frequencies in shares of their larger peaks; nothing where nothing begins. */
export function onsetCurve (curves: OnsetCurves): Float64Array | undefined {
  const value = onsetValue(curves)
  return value && numbers(curves.flux.length, value)
}

/** As `onsetCurve`, told of a frame when it is asked for; 0 beyond both ends. */
export function onsetValue (
  { flux, highFrequency, warm }: OnsetCurves
): ((frame: number) => number) | undefined {
  if (!stands(flux.subarray(warm), LEAST)) return undefined
  const [a, b] = [flux, highFrequency].map(loudOf)
  return k => k >= 0 && k < flux.length ? (flux[k] / a + highFrequency[k] / b) / 2 : 0
}

/** Whether peaks of a curve stand out from what is usual in it. */
export function stands (curve: Float64Array | Float32Array, least = 0): boolean {
  const sorted = curve.slice().sort()
  const strong = sorted[Math.floor(0.99 * (sorted.length - 1))]
  return strong > least && strong >= CONTRAST * sorted[sorted.length >> 1]
}

/** A curve in shares of its larger peaks. */
export function inPeaks (curve: Float64Array): Float64Array {
  const loud = loudOf(curve)
  return curve.map(value => value / loud)
}

/** What a fiftieth of all rises is above; 1 where nothing rises. */
export function loudOf (curve: Float64Array | Float32Array): number {
  const sorted = curve.slice().sort()
  let first = 0
  while (sorted[first] <= 0) first++
  return sorted[first + Math.floor(0.98 * (sorted.length - first - 1))] ?? 1
}

/**
 * A logarithm sees an attack before it reaches the middle of its frame: between 0 and 13 ms, for
 * soft and for sharp ones.
 */
const EARLY = 0.006

/** When the sound of a peak begins, in seconds. */
export function timeOf (
  value: (frame: number) => number, peak: number, rate: number
): number {
  return Math.max(0, (peak + summit(value, peak)) / rate + EARLY)
}

/** Where between its neighbours the top of a peak lies, -0.5 … 0.5 frames. */
function summit (value: (frame: number) => number, peak: number): number {
  const [left, top, right] = [value(peak - 1), value(peak), value(peak + 1)]
  const bend = left - 2 * top + right
  return bend < 0 ? Math.min(Math.max(0.5 * (left - right) / bend, -0.5), 0.5) : 0
}
