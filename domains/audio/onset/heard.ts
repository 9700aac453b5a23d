import { fail } from '../../../core/errors.js'
import type { FeatureExtractor } from '../features.js'
import type { Wave } from '../tools/wave.js'
import { checkRate } from '../tools/wave.js'
import type { OnsetCurves } from './curves.js'
import { isSilent, soundIn } from './onset-curve.js'
import type { TempoRange } from './periods.js'
import type { Before, HeardBeats } from './rhythm.js'
import { beatsOf } from './rhythm.js'
import { soundsAfter } from './sounds.js'

/** How beats are tracked. */
export interface TrackOptions {
  readonly sampleRate: number
  /** Tempi that are looked for, in bpm, within 10 to 600; 45 to 230 by default. */
  readonly range?: TempoRange
  /** Hears chords change, where bars may begin: `await featureExtractor({ sampleRate })`. */
  readonly features?: FeatureExtractor
}

/** @throws OPTION for what is no rate, and no range of tempi */
export function checkTracking (options: unknown, who: string): void {
  const { sampleRate, range } = Object(options) as Partial<TrackOptions>
  checkRate(sampleRate, who)
  if (range === undefined) return
  const { low, high } = Object(range) as Partial<Record<keyof TempoRange, unknown>>
  if (typeof low === 'number' && typeof high === 'number' && low >= 10 && high > low && high <= 600)
    return
  throw fail('OPTION', who, 'range', 'must be { low, high } within 10 to 600 bpm', range)
}

/** What is told of a sound without rhythm. */
export const none: HeardBeats = {
  beats: new Float64Array(0), downbeats: new Float64Array(0), meter: null, bpm: null, candidates: []
}

/**
 * The beats of a sound, or of a part of it.
 *
 * @param before - what was heard of its beginning, where the sound goes on from there
 */
export function heardBeats (
  x: Wave, curves: OnsetCurves, { sampleRate, range, features }: TrackOptions, before?: Before
): HeardBeats {
  if (isSilent(x)) return none
  const heard = beatsOf(curves, range, beats => ({
    sounds: soundsAfter(x, sampleRate, beats),
    ...features && { chroma: chromaAfter(x, beats, sampleRate, features) }
  }), before) ?? none
  return heard.bpm === null ? none : sounding(heard, x, sampleRate, REST * 60 / heard.bpm)
}

/** Beats that go on in silence, before a sound begins and after it ends: a bar of rest. */
const REST = 4

/** Without the beats that are farther in silence than so many seconds, at both ends. */
function sounding (heard: HeardBeats, x: Wave, sampleRate: number, rest: number): HeardBeats {
  const [first, last] = soundIn(x)
  const isHeard = (time: number): boolean =>
    time >= first / sampleRate - rest && time <= last / sampleRate + rest
  const skipped = heard.beats.findIndex(isHeard)
  if (skipped < 0) return none
  return skipped === 0 && isHeard(heard.beats[heard.beats.length - 1]) ? heard : {
    ...heard,
    beats: heard.beats.filter(isHeard),
    downbeats: heard.downbeats.filter(isHeard),
    evidence: heard.evidence?.shifted(-skipped)
  }
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
