import type { OnsetCurves } from './curves.js'

/** Where bars begin. */
export interface Bars {
  /** Indices of beats. */
  readonly downbeats: Int32Array
  /** Beats of a bar; `null` where there are too few beats to tell. */
  readonly meter: number | null
  /** How much better this reading is than the next one, 0 or more. */
  readonly confidence: number
  /** What tells so, for what comes after. */
  readonly evidence?: Evidence
}

/** Meters that are tried, and how likely each is before anything is heard. */
const meters: ReadonlyArray<readonly [meter: number, share: number]> = [[4, 0.8], [3, 0.2]]

/** What each reason counts: round, and argued. */
const LOUDER = 1.5
const DISTINCT = 1.5
const REPEATS = 2
const HARMONY = 0.5
/** Pieces and loops begin with a bar more often than not. */
const BEGINS = 0.5

/** What is known of beats, one entry for each. */
export interface BeatSounds {
  /** Levels of bands after it. */
  readonly sounds: readonly Float64Array[]
  /** The pitch classes that sound after it: chords change where bars begin. */
  readonly chroma?: readonly Float64Array[]
}

/**
 * Which beats begin bars: those on which basses enter most strongly, and whose sound differs most
 * from that of all others. Every meter and every phase is tried. The strength of onsets itself does
 * not tell: snares are louder, and play between.
 *
 * @param frames - the frames of beats, rising
 * @param soundsOf - listens to the beats, which is done only where there are enough
 * @param before - what told of the same bars before, by phases of these beats
 */
export function barsOf (
  curves: OnsetCurves, frames: ArrayLike<number>, soundsOf: () => BeatSounds,
  before?: Evidence
): Bars {
  const beats = Array.from(frames, frame => Math.round(frame))
  if (beats.length < meters[0][0] + 1)
    return { downbeats: new Int32Array(0), meter: null, confidence: 0 }
  const { sounds, chroma } = soundsOf()
  const reach = Math.round(0.04 * curves.rate)
  const basses = beats.map(beat => most(curves.low, beat - reach, beat + reach))
  const accents = standard(basses)
  const changes = chroma === undefined ? undefined : changesOf(chroma)
  const scores = meters.map(([meter, share]) => {
    const apart = distinct(sounds, meter)
    return Array.from({ length: meter }, (_, phase) =>
      LOUDER * contrast(basses, meter, phase) + DISTINCT * apart[phase] +
      (changes === undefined ? 0 : HARMONY * contrast(changes, meter, phase)) +
      Math.log(share) + REPEATS * repeats(accents, meter) +
      (phase === 0 && before === undefined ? BEGINS : 0))
  })
  const evidence = evidenceOf(scores, before)
  const readings = meters.flatMap(([meter], k) => evidence.scores[k].map((score, phase) =>
    ({ meter, phase, score }))).sort((a, b) => b.score - a.score)
  const [{ meter, phase, score }, next] = readings
  return {
    meter,
    downbeats: Int32Array.from(beats.keys()).filter(k => k % meter === phase),
    confidence: score - next.score,
    evidence
  }
}

/** Scores of every phase of every meter, the means of all that was heard until now. */
export interface Evidence {
  readonly scores: ReadonlyArray<readonly number[]>
  /** How many times was listened, the earlier ones counting less. */
  readonly weight: number
  /** The same, of phases from another beat: so many later than these. */
  shifted (beats: number): Evidence
}

/** What was heard before counts so much of what is heard now. */
const FADES = 0.9

function evidenceOf (scores: ReadonlyArray<readonly number[]>, before?: Evidence): Evidence {
  const past = before === undefined ? 0 : FADES * before.weight
  return weighted(before === undefined ? scores : scores.map((list, m) => list.map((score, phase) =>
    (score + past * before.scores[m][phase]) / (1 + past))), 1 + past)
}

function weighted (scores: ReadonlyArray<readonly number[]>, weight: number): Evidence {
  return {
    scores,
    weight,
    shifted: beats => weighted(scores.map(list => list.map((_, phase) =>
      list[(((phase - beats) % list.length) + list.length) % list.length])), weight)
  }
}

/** How far the pitch classes after every beat are from those before, 0 for the first. */
function changesOf (chroma: readonly Float64Array[]): number[] {
  return chroma.map((now, k) => {
    const before = chroma.at(k - 1)
    if (k === 0 || before === undefined) return 0
    const product = now.reduce((sum, each, pitch) => sum + each * before[pitch], 0)
    const powers = [now, before].map(list => list.reduce((sum, each) => sum + each * each, 0))
    return powers[0] * powers[1] === 0 ? 0 : 1 - product / Math.sqrt(powers[0] * powers[1])
  })
}

function most (list: Float32Array, from: number, to: number): number {
  let top = 0
  for (let k = Math.max(0, from); k <= Math.min(list.length - 1, to); k++)
    top = Math.max(top, list[k])
  return top
}

/** How far the sound of every phase is from that of all others, in means of that, less 1. */
function distinct (sounds: readonly Float64Array[], meter: number): number[] {
  const meanOf = (list: readonly Float64Array[]): Float64Array =>
    sounds[0].map((_, band) => list.reduce((sum, each) => sum + each[band], 0) / list.length)
  const apart = Array.from({ length: meter }, (_, phase) => {
    const own = meanOf(sounds.filter((_, k) => k % meter === phase))
    const rest = meanOf(sounds.filter((_, k) => k % meter !== phase))
    return Math.sqrt(own.reduce((sum, value, band) => sum + (value - rest[band]) ** 2, 0))
  })
  const mean = apart.reduce((sum, each) => sum + each, 0) / meter
  return apart.map(each => mean === 0 ? 0 : each / mean - 1)
}

/** Mean 0, deviation 1. */
function standard (list: readonly number[]): number[] {
  const mean = list.reduce((sum, each) => sum + each, 0) / list.length
  const deviation = Math.sqrt(list.reduce((sum, each) => sum + (each - mean) ** 2, 0) / list.length)
  return list.map(each => deviation === 0 ? 0 : (each - mean) / deviation)
}

/** How much louder basses are on beats of a phase than on the others, in means of all. */
function contrast (basses: readonly number[], meter: number, phase: number): number {
  const mean = (list: readonly number[]): number =>
    list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length)
  const all = mean(basses)
  const on = mean(basses.filter((_, k) => k % meter === phase))
  const off = mean(basses.filter((_, k) => k % meter !== phase))
  return all === 0 ? 0 : (on - off) / all
}

/** How alike accents and those a bar later are, -1 … 1. */
function repeats (accents: readonly number[], meter: number): number {
  const power = accents.reduce((sum, each) => sum + each * each, 0) || 1
  const sum = accents.slice(meter).reduce((total, each, k) => total + each * accents[k], 0)
  return sum / power * accents.length / (accents.length - meter)
}
