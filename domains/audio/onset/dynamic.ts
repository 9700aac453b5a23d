import { checkAbove, checkCurve } from '../checks.js'
import { median } from './strength.js'

/** How beats are chosen when the tempo is known. */
export interface DynamicOptions {
  /** Beats a minute. */
  readonly tempo: number
  /** Frames a second. */
  readonly rate: number
  /** How strictly beats keep the tempo; 100 by default. */
  readonly tightness?: number
  /** Leaves weak beats at both ends out; no by default: users miss them. */
  readonly trim?: boolean
}

/**
 * Beats by dynamic programming: strong onsets at even distances (Ellis, 2007; librosa 0.10's
 * `beat_track`).
 *
 * @returns frames, rising; none where nothing is heard
 * @throws INPUT for what is no curve, OPTION for a tempo, rate or tightness that is not above 0
 */
export function dynamicBeats (strength: Float64Array, options: DynamicOptions): Int32Array {
  checkCurve(strength, 'dynamicBeats', 'strength')
  const { tempo, rate, tightness = 100, trim = false } = Object(options) as DynamicOptions
  for (const [name, value] of Object.entries({ tempo, rate, tightness }))
    checkAbove(value, 'dynamicBeats', name)
  const period = halfToEven(60 * rate / tempo)
  if (strength.every(each => each === 0) || strength.length < 2 || period < 1)
    return new Int32Array(0)
  // The whole bell: where a little of it is left, something is heard
  const score = localScore(strength, period, 32)
  const local = strength.map((_, frame) => score(frame))
  const { back, total } = chain(local, period, tightness)
  const beats = [lastBeat(total)]
  while (back[beats[0]] >= 0) beats.unshift(back[beats[0]])
  return Int32Array.from(heard(local, beats, trim))
}

/**
 * Onsets near a frame, in units of their deviation, told when they are asked for.
 *
 * @param deviations - of the bell, how far it reaches: beyond 6 of them it is less than 2e-8
 */
export function localScore (
  strength: Float64Array, period: number, deviations = 6
): (frame: number) => number {
  const mean = strength.reduce((sum, each) => sum + each, 0) / strength.length
  const squares = strength.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / (strength.length - 1)) || 1
  const reach = Math.min(period, Math.ceil(deviations * period / 32))
  const bell = Float64Array.from({ length: 2 * reach + 1 },
    (_, k) => Math.exp(-0.5 * ((k - reach) * 32 / period) ** 2))
  return i => {
    let sum = 0
    const from = Math.max(0, i - reach)
    const to = Math.min(strength.length - 1, i + reach)
    for (let k = from; k <= to; k++) sum += strength[k] * bell[i - k + reach]
    return sum / deviation
  }
}

/** The best score of a chain of beats that ends at a frame, and the beat before, -1 for none. */
function chain (
  local: Float64Array, period: number, tightness: number
): { back: Int32Array, total: Float64Array } {
  const [most, least] = [2 * period, halfToEven(period / 2)]
  const cost = Float64Array.from({ length: most + 1 },
    (_, far) => tightness * Math.log(far / period) ** 2)
  const back = new Int32Array(local.length).fill(-1)
  const total = new Float64Array(local.length)
  const floor = 0.01 * local.reduce((top, each) => Math.max(top, each), -Infinity)
  let first = true
  for (let i = 0; i < local.length; i++) {
    let [best, score] = [-1, -Infinity]
    for (let far = Math.max(1, least); far <= Math.min(most, i); far++) {
      const each = total[i - far] - cost[far]
      if (each > score) [best, score] = [i - far, each]
    }
    total[i] = local[i] + (best < 0 ? 0 : score)
    if (first && local[i] < floor) continue
    back[i] = best
    first = false
  }
  return { back, total }
}

/** The last local maximum of the scores that is not much below the usual one. */
function lastBeat (total: Float64Array): number {
  const tops = Array.from(total.keys()).filter(i =>
    i > 0 && total[i] > total[i - 1] && total[i] >= (total[i + 1] ?? -Infinity))
  const usual = tops.length === 0 ? 0 : median(tops.map(i => total[i]))
  return tops.filter(i => 2 * total[i] >= usual).at(-1) ?? total.length - 1
}

/**
 * Beats from the first frame that is heard to the last one. To trim asks for more than half the
 * root mean square of the smoothed scores of beats; librosa smooths by two places beyond the last.
 */
function heard (local: Float64Array, beats: readonly number[], trim: boolean): readonly number[] {
  const at = (k: number): number => k < 0 || k >= beats.length ? 0 : local[beats[k]]
  const smooth = Float64Array.from({ length: trim ? beats.length + 2 : 1 },
    (_, k) => trim ? 0.5 * at(k - 1) + at(k) + 0.5 * at(k + 1) : 0)
  const threshold = 0.5 * Math.sqrt(smooth.reduce((sum, s) => sum + s * s, 0) / smooth.length)
  const first = local.findIndex(score => score > threshold)
  const last = local.findLastIndex(score => score > threshold)
  return beats.filter(beat => beat >= first && beat <= last)
}

function halfToEven (value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}
