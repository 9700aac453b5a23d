import { numbers } from '../../../core/index.js'
import type { FeatureExtractor } from '../features.js'
import type { Wave } from '../tools/wave.js'
import { checkRate, checkWave } from '../tools/wave.js'
import type { OnsetCurves } from './curves.js'
import { onsetCurves } from './curves.js'
import type { BeatSounds } from './downbeats.js'
import { barsOf } from './downbeats.js'
import { isSilent, loudOf, onsetValue, timeOf } from './detect.js'
import type { Reading } from './levels.js'
import { readingOf } from './levels.js'
import type { TempoRange } from './periods.js'
import { candidatePeriods, similarityOf } from './periods.js'
import { soundsAfter } from './sounds.js'
import { median } from './strength.js'

/** How beats are tracked. */
export interface TrackOptions {
  readonly sampleRate: number
  /** Tempi that are looked for, in bpm; 45 to 230 by default. */
  readonly range?: TempoRange
  /** Hears chords change, where bars may begin: `await featureExtractor({ sampleRate })`. */
  readonly features?: FeatureExtractor
}

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

/**
 * Tracks the beats of a sound: candidates of its period, the best chain of beats of each, and of
 * these the one that people would tap most likely.
 *
 * @param x - samples of one channel
 * @throws INPUT for what is no sound or holds what is not finite, OPTION for what is no rate
 */
export function trackBeats (x: Wave, options: TrackOptions): Beats {
  checkWave(x, 'trackBeats')
  checkRate(options.sampleRate, 'trackBeats')
  const { sampleRate, range, features } = options
  return isSilent(x) ? none : beatsOf(onsetCurves(x, sampleRate), range, beats => ({
    sounds: soundsAfter(x, sampleRate, beats),
    ...features && { chroma: chromaAfter(x, beats, sampleRate, features) }
  }))
}

/** The pitch classes of the frame after every beat. */
function chromaAfter (
  x: Wave, beats: Float64Array, sampleRate: number, features: FeatureExtractor
): Float64Array[] {
  return Array.from(beats, beat => {
    const frame = new Float32Array(features.size)
    const first = Math.round(beat * sampleRate)
    frame.set(x.subarray(first, first + features.size))
    return features.extract(frame, ['chroma']).chroma
  })
}

const none: Beats = {
  beats: new Float64Array(0), downbeats: new Float64Array(0), meter: null, bpm: null, candidates: []
}

/** The beats that curves tell of. */
export function beatsOf (
  curves: OnsetCurves, range: TempoRange | undefined,
  soundsOf: (beats: Float64Array) => BeatSounds
): Beats {
  const found = readingsOf(curves, range)
  if (found === undefined) return none
  const { readings, fine, rate } = found
  const beats = placed(readings[0], fine, curves)
  const { downbeats, meter } = barsOf(curves, beats.map(beat => beat * curves.rate),
    () => soundsOf(beats))
  return {
    beats,
    downbeats: Float64Array.from(downbeats, k => beats[k]),
    meter,
    bpm: tempoOfBeats(beats),
    candidates: ranked(readings, rate)
  }
}

/** All ways to hear a sound, the likeliest first; nothing where there is no rhythm. */
export function readingsOf (
  curves: OnsetCurves, range: TempoRange = { low: 45, high: 230 }
): { readings: Reading[], fine: (frame: number) => number, rate: number } | undefined {
  const fine = onsetValue(curves)
  if (fine === undefined) return undefined
  const low = halved(curves, k => curves.low[k])
  const curve = withBasses(halved(curves, fine), low)
  const rate = curves.rate / 2
  const similarity = similarityOf(curve, Math.round(8 * rate))
  const hearing = { curve, low, back: new Uint16Array(curve.length) }
  const readings = candidatePeriods(similarity, rate, range)
    .map(period => readingOf(hearing, period, rate, similarity))
    .filter(({ beats }) => beats.length >= FEWEST)
    .sort((a, b) => b.score - a.score)
  return readings.length === 0 ? undefined : { readings, fine, rate }
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

/** The slope of beats by their number: a single one that is off does not matter. */
function tempoOfBeats (beats: Float64Array): number {
  const half = Math.max(1, beats.length >> 1)
  const slopes = Array.from(beats.subarray(half), (beat, k) => (beat - beats[k]) / half)
  return 60 / median(slopes)
}

function ranked (readings: readonly Reading[], rate: number): TempoCandidate[] {
  const odds = readings.map(({ score }) => Math.exp(score - readings[0].score))
  const all = odds.reduce((sum, each) => sum + each, 0)
  return readings.map(({ period }, k) => ({ bpm: 60 * rate / period, share: odds[k] / all }))
}

/**
 * The tempo of a sound in bpm, that of its beats, and other ways to hear it. `null` where there is
 * no rhythm. Throws as `trackBeats`.
 */
export function estimateTempo (
  x: Wave, options: TrackOptions
): Pick<Beats, 'bpm' | 'candidates'> {
  const { bpm, candidates } = trackBeats(x, options)
  return { bpm, candidates }
}
