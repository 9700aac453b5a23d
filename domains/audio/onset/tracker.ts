import { token } from '../../../core/index.js'
import type { Wave } from '../tools/wave.js'
import type { BeatTimes } from '../signals/beat-map.js'
import { detectOnsets } from './detect.js'
import { trackBeats } from './track.js'

/** What finds beats: the library's own, or one of yours. */
export interface BeatTracker {
  /** When the beats of one channel of sound are, in seconds, rising; none where it has none. */
  track (x: Wave, options: { readonly sampleRate: number }): BeatTimes
}

/** What finds onsets. */
export interface OnsetDetector {
  /** When sounds begin in one channel, in seconds, rising. */
  detect (x: Wave, options: { readonly sampleRate: number }): Float64Array
}

/**
 * The tracker of every mixer and command that tracks beats, `trackBeats` unless another one is
 * bound: `registry.rebind(BEAT_TRACKER, mine)`.
 */
export const BEAT_TRACKER = token<BeatTracker>('beat tracker')

/** The detector of the command `beats`, `detectOnsets` unless another one is bound. */
export const ONSET_DETECTOR = token<OnsetDetector>('onset detector')

/** The library's own. */
export const ownTracker: BeatTracker = { track: trackBeats }

/** What a registry has of them until it is told otherwise. */
export const listeners = [
  { token: BEAT_TRACKER, value: ownTracker },
  { token: ONSET_DETECTOR, value: { detect: detectOnsets } }
] as const
