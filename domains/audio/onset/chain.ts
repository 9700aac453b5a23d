import { meeting } from './agreement.js'
import type { Before, HeardBeats, KnownBeats } from './rhythm.js'

/** Beats of windows, one after another, as one chain. Of what was told only the end is kept. */
export interface BeatChain {
  /** What is known of a window that begins at a time, from there on. */
  before (start: number): Before
  /** The beats of the window that begins at a time, from there on. */
  goOn (heard: HeardBeats, start: number, isLast: boolean): void
  /** Beats that became certain since they were last taken. */
  taken (): { readonly beats: Float64Array, readonly downbeats: Float64Array }
  readonly length: number
}

/**
 * A chain of windows of which each begins so many seconds after the one before, and overlaps with
 * it by some. It goes over in the middle half of that: at both ends windows know the least.
 */
export function beatChain (step: number, overlap: number): BeatChain {
  const stretch = [overlap / 4, 3 * overlap / 4] as const
  let known: KnownBeats = { times: [], begins: [] }
  let [told, beats, downbeats]: [number, number[], number[]] = [-Infinity, [], []]
  return {
    before: start => ({
      known: { ...known, times: known.times.map(time => time - start) }, stretch
    }),
    goOn (heard, start, isLast) {
      const bars = new Set(heard.downbeats)
      const after = {
        times: Array.from(heard.beats, beat => beat + start),
        begins: Array.from(heard.beats, beat => bars.has(beat)),
        evidence: heard.evidence
      }
      const list = start === 0 ? after : joined(known, after, stretch.map(at => at + start))
      const certain = isLast ? Infinity : start + step + stretch[0]
      list.times.forEach((time, k) => {
        if (time <= told || time > certain) return
        beats.push(time)
        if (list.begins[k]) downbeats.push(time)
      })
      told = beats.at(-1) ?? told
      known = from(list, start + step)
    },
    taken () {
      const part = { beats: Float64Array.from(beats), downbeats: Float64Array.from(downbeats) }
      ;[beats, downbeats] = [[], []]
      return part
    },
    get length () {
      return known.times.length + beats.length
    }
  }
}

/** Those of some beats that are not before a time. */
function from ({ times, begins, evidence }: KnownBeats, start: number): KnownBeats {
  const before = times.filter(time => time < start).length
  return { times: times.slice(before), begins: begins.slice(before),
    evidence: evidence?.shifted(-before) }
}

/**
 * Goes over from one reading to the next: where they agree, nearest the middle of a stretch. Where
 * they do not, in its middle, or before, where the first one ends.
 */
function joined (
  before: KnownBeats, after: KnownBeats, stretch: readonly number[]
): KnownBeats {
  const [leave, enter] = meeting(before.times, after.times, stretch) ?? parting(before, after,
    (stretch[0] + stretch[1]) / 2)
  return {
    times: [...before.times.slice(0, leave), ...after.times.slice(enter)],
    begins: [...before.begins.slice(0, leave), ...after.begins.slice(enter)],
    evidence: after.evidence?.shifted(leave - enter)
  }
}

/** Where to go over from beats to others that do not agree with them. */
function parting (
  { times: before }: KnownBeats, { times: after }: KnownBeats, middle: number
): readonly [number, number] {
  const later = after.length === 0 ? -1 : before.findIndex(time => time >= middle)
  const leave = later < 0 ? before.length : later
  const gap = after.length < 2 ? 0 : (after[after.length - 1] - after[0]) / (after.length - 1)
  const free = (before[leave - 1] ?? -Infinity) + gap / 2
  const enter = after.findIndex(time => time > free)
  return [leave, enter < 0 ? after.length : enter]
}
