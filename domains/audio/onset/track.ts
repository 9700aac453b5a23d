import type { Wave } from '../tools/wave.js'
import { checkWave } from '../tools/wave.js'
import { beatStream } from './beat-stream.js'
import { WINDOW, onsetCurves } from './curves.js'
import type { TrackOptions } from './heard.js'
import { checkTracking, heardBeats } from './heard.js'
import type { Beats, TempoCandidate } from './rhythm.js'
import { tempoOfBeats } from './rhythm.js'

/**
 * Tracks the beats of a sound: candidates of its period, the best chain of beats of each, and of
 * these the one that people would tap most likely. A sound of more than half a minute is tracked
 * in windows of as much, as `beatStream` does: tempi may change, and what it takes beside samples
 * and beats does not grow. Its tempo is the median, its meter and candidates are those of the most
 * beats.
 *
 * @param x - samples of one channel
 * @throws INPUT for what is no sound or holds what is not finite, OPTION for what is no rate, or no
 *   range
 */
export function trackBeats (x: Wave, options: TrackOptions): Beats {
  checkWave(x, 'trackBeats')
  checkTracking(options, 'trackBeats')
  if (x.length > WINDOW * options.sampleRate) return trackedInWindows(x, options)
  const { evidence, ...beats } = heardBeats(x, onsetCurves(x, options.sampleRate), options)
  return beats
}

/** Beats over which a tempo is taken: pauses of the music lie between few of them. */
const REACH = 16

function trackedInWindows (x: Wave, options: TrackOptions): Beats {
  const { sampleRate } = options
  const stream = beatStream(options)
  const [beats, downbeats]: [number[], number[]] = [[], []]
  const meters = new Map<number | null, number>()
  const candidates: Heard[] = []
  const take = (part: Beats): void => {
    const { length } = part.beats
    if (length === 0) return
    beats.push(...part.beats)
    downbeats.push(...part.downbeats)
    meters.set(part.meter, (meters.get(part.meter) ?? 0) + length)
    for (const { bpm, share } of part.candidates) add(candidates, bpm, share * length)
  }
  // No more than one window at a time
  for (let at = 0; at < x.length; at += Math.round(sampleRate))
    take(stream.push(x.subarray(at, at + Math.round(sampleRate))))
  take(stream.end())
  const [[meter] = [null]] = [...meters].sort(([, a], [, b]) => b - a)
  const all = candidates.reduce((sum, { share }) => sum + share, 0)
  const times = Float64Array.from(beats)
  return {
    beats: times,
    downbeats: Float64Array.from(downbeats),
    meter,
    bpm: times.length < 2 ? null : tempoOfBeats(times, REACH),
    candidates: candidates.map(({ bpm, share }) => ({ bpm, share: share / all }))
      .sort((a, b) => b.share - a.share)
  }
}

type Heard = { -readonly [Key in keyof TempoCandidate]: TempoCandidate[Key] }

/** Candidates of windows that are less than 2.5 % apart are one, of their mean tempo. */
function add (candidates: Heard[], bpm: number, share: number): void {
  const known = candidates.find(each => Math.abs(Math.log(each.bpm / bpm)) < 0.025)
  if (known === undefined) return void candidates.push({ bpm, share })
  known.bpm += (bpm - known.bpm) * share / (known.share + share)
  known.share += share
}

/**
 * The tempo of a sound in bpm, that of its beats, and other ways to hear it. `null` where there is
 * no rhythm. Throws as `trackBeats`.
 */
export function estimateTempo (
  x: Wave, options: TrackOptions
): Pick<Beats, 'bpm' | 'candidates'> {
  checkWave(x, 'estimateTempo')
  checkTracking(options, 'estimateTempo')
  const { bpm, candidates } = trackBeats(x, options)
  return { bpm, candidates }
}
