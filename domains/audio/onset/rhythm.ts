import { numbers } from '../../../core/index.js'
import { agreement, meeting } from './agreement.js'
import type { OnsetCurves } from './curves.js'
import type { BeatSounds, Evidence } from './downbeats.js'
import { barsOf } from './downbeats.js'
import { loudOf, onsetValue, timeOf } from './onset-curve.js'
import type { Reading } from './levels.js'
import { readingOf } from './levels.js'
import type { TempoRange } from './periods.js'
import { candidatePeriods, similarityOf } from './periods.js'
import { median } from './strength.js'

/** Beats in seconds. */
export interface Beats {
  readonly beats: Float64Array
  /** The beats that begin bars; none where there are too few beats to tell. */
  readonly downbeats: Float64Array
  /** Beats of a bar, 3 or 4; `null` where there are too few beats to tell. */
  readonly meter: number | null
  /** From the intervals of beats; `null` where there are no beats. */
  readonly bpm: number | null
  /** Other ways to hear it, the likeliest first. */
  readonly candidates: readonly TempoCandidate[]
}

export interface TempoCandidate {
  readonly bpm: number
  /** All shares sum to 1. */
  readonly share: number
}

/** Beats of less are no rhythm. */
const FEWEST = 3
/** What it counts, among the reasons of a level, that the beats before were heard on it. */
const FAITHFUL = 2

/**
 * The beats that curves tell of, if there are any.
 *
 * @param before - what was heard of the beginning, where the sound goes on from there
 */
export function beatsOf (
  curves: OnsetCurves, range: TempoRange | undefined,
  soundsOf: (beats: Float64Array) => BeatSounds, before?: Before
): HeardBeats | undefined {
  const found = readingsOf(curves, range, before?.known.times)
  if (found === undefined) return undefined
  const { readings, fine, rate } = found
  const beats = placed(readings[0], fine, curves)
  const { downbeats, meter, evidence } = barsOf(curves, beats.map(beat => beat * curves.rate),
    () => soundsOf(beats), before && evidenceFor(beats, before))
  return {
    beats,
    downbeats: Float64Array.from(downbeats, k => beats[k]),
    meter,
    bpm: tempoOfBeats(beats),
    candidates: ranked(readings, rate),
    evidence
  }
}

/** What told of bars before, by phases of these beats; nothing where they do not meet. */
function evidenceFor (beats: Float64Array, { known, stretch }: Before): Evidence | undefined {
  const place = meeting(known.times, beats, stretch)
  return place && known.evidence?.shifted(place[1] - place[0])
}

/** Beats in seconds, rising, whether each begins a bar, and what tells where bars begin. */
export interface KnownBeats {
  readonly times: readonly number[]
  readonly begins: readonly boolean[]
  /** By phases from the first of these beats. */
  readonly evidence?: Evidence | undefined
}

/** What is known of a sound that goes on: its beats, and where to go over from them. */
export interface Before {
  readonly known: KnownBeats
  readonly stretch: readonly [from: number, to: number]
}

/** Beats, and what tells where their bars begin. */
export interface HeardBeats extends Beats { readonly evidence?: Evidence | undefined }

/** All ways to hear a sound, the likeliest first; nothing where there is no rhythm. */
export function readingsOf (
  curves: OnsetCurves, range: TempoRange = { low: 45, high: 230 }, before: readonly number[] = []
): { readings: Reading[], fine: (frame: number) => number, rate: number } | undefined {
  const fine = onsetValue(curves)
  if (fine === undefined) return undefined
  const low = halved(curves, k => curves.low[k])
  const curve = withBasses(halved(curves, fine), low)
  const rate = curves.rate / 2
  if (isBare(curve, Math.round(0.1 * rate))) return undefined
  const similarity = similarityOf(curve, Math.round(8 * rate))
  const hearing = { curve, low, back: new Uint16Array(curve.length) }
  const readings = candidatePeriods(similarity, rate, range)
    .map(period => readingOf(hearing, period, rate, similarity))
    .filter(({ beats }) => beats.length >= FEWEST)
    .map(reading => ({ ...reading,
      score: reading.score + FAITHFUL * agreement(before, reading.beats, rate) }))
    .sort((a, b) => b.score - a.score)
  return readings.length === 0 ? undefined : { readings, fine, rate }
}

/** Two sounds are no rhythm: whether hardly anything rises but near two moments. */
function isBare (curve: Float64Array, reach: number): boolean {
  const rest = curve.slice()
  for (let moment = 0; moment < 2; moment++) {
    let top = 0
    for (let k = 1; k < rest.length; k++) if (rest[k] > rest[top]) top = k
    rest.fill(0, Math.max(0, top - reach), top + reach + 1)
  }
  const [all, other] = [curve, rest].map(list => list.reduce((sum, each) => sum + each, 0))
  return other <= 0.1 * all
}

/** Drums that are low fill few bands, but people tap to them: they count as much as all others. */
const BASSES = 1

function withBasses (curve: Float64Array, low: Float64Array): Float64Array {
  const loud = loudOf(low)
  return curve.map((value, k) => value + BASSES * Math.min(1, low[k] / loud))
}

/** Two frames as one, the larger of them, capped so that no single stroke rules. */
function halved ({ flux }: OnsetCurves, value: (frame: number) => number): Float64Array {
  return numbers(flux.length >> 1, k => Math.min(1, Math.max(value(2 * k), value(2 * k + 1))))
}

/** Beats on the top of the fine curve near them, where there is one, in seconds. */
function placed (
  { beats }: Reading, fine: (frame: number) => number, { rate, flux }: OnsetCurves
): Float64Array {
  const reach = Math.round(0.03 * rate)
  return Float64Array.from(beats, beat => {
    const near = 2 * beat
    let top = near
    for (let k = Math.max(1, near - reach); k <= Math.min(flux.length - 2, near + reach); k++)
      if (fine(k) > fine(top)) top = k
    return fine(top) > 0.1 ? timeOf(fine, top, rate) : near / rate
  })
}

/**
 * The slope of beats by their number: a single one that is off does not matter.
 *
 * @param most - beats over which it is taken, where they pause
 */
export function tempoOfBeats (beats: Float64Array, most = Infinity): number {
  const half = Math.min(most, Math.max(1, beats.length >> 1))
  const slopes = Array.from(beats.subarray(half), (beat, k) => (beat - beats[k]) / half)
  return 60 / median(slopes)
}

function ranked (readings: readonly Reading[], rate: number): TempoCandidate[] {
  const odds = readings.map(({ score }) => Math.exp(score - readings[0].score))
  const all = odds.reduce((sum, each) => sum + each, 0)
  return readings.map(({ period }, k) => ({ bpm: 60 * rate / period, share: odds[k] / all }))
}
