import { fail } from '../../../core/errors.js'
import type { FeatureExtractor } from '../features.js'
import type { Wave } from '../tools/wave.js'
import { checkRate } from '../tools/wave.js'
import type { OnsetCurves } from './curves.js'
import { isSilent } from './onset-curve.js'
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
export function checkTracking ({ sampleRate, range }: TrackOptions, who: string): void {
  checkRate(sampleRate, who)
  if (range === undefined) return
  const { low, high } = Object(range) as Partial<TempoRange>
  if (low !== undefined && high !== undefined && low >= 10 && high > low && high <= 600) return
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
  return beatsOf(curves, range, beats => ({
    sounds: soundsAfter(x, sampleRate, beats),
    ...features && { chroma: chromaAfter(x, beats, sampleRate, features) }
  }), before) ?? none
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
