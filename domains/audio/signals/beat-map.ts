import { fail } from '../../../core/errors.js'
import { checkAbove, checkLeast, checkTimes } from '../checks.js'
import { median } from '../onset/strength.js'
import type { PerPool } from './per-pool.js'

/** Where the beats of a sound are, in samples; made by a tracker, or by hand. */
export interface BeatMap {
  readonly beats: Int32Array
  readonly downbeats: Int32Array
  /** How long the sound is, where rows are filled up with zeros. */
  readonly length?: number
}

/** The beat map of every row: the signal `beats`. */
export type BeatMaps = PerPool<readonly BeatMap[]>

/** Times of beats, in seconds. */
export interface BeatTimes {
  readonly beats: ArrayLike<number>
  readonly downbeats: ArrayLike<number>
}

/**
 * Times as a beat map at a sampling rate: samples are cut, as MusicLDM's loader does.
 *
 * @param length - samples of the sound, where rows are filled up with zeros
 * @throws OPTION for a rate that is not above 0; INPUT for times that are below 0, not finite, or
 *   fall, and for a length that is none
 */
export function beatMap (times: BeatTimes, sampleRate: number, length?: number): BeatMap {
  const { beats, downbeats } = checkBeats(times, 'beatMap')
  checkAbove(sampleRate, 'beatMap', 'sampleRate')
  if (length !== undefined) checkLeast(length, 'beatMap', 'length', ' samples')
  const samples = (list: ArrayLike<number>): Int32Array =>
    Int32Array.from(list, time => Math.floor(time * sampleRate))
  return {
    beats: samples(beats), downbeats: samples(downbeats), ...length === undefined ? {} : { length }
  }
}

/** @throws INPUT for times of beats that are below 0, not finite, or fall */
export function checkBeats (times: unknown, who: string): BeatTimes {
  const { beats, downbeats } = Object(times) as Partial<BeatTimes>
  const [all, firsts] = (['beats', 'downbeats'] as const).map((name, k) => {
    const list = checkTimes([beats, downbeats][k], who, name)
    if (list.length > 0) checkLeast(list[0], who, `${name}[0]`, ' s')
    return list
  })
  return { beats: all, downbeats: firsts }
}

/**
 * The tempo of beats in whole bpm, from the mean of their intervals, halves to the even number; 0
 * for less than two beats. MusicLDM's law.
 *
 * @param beats - in seconds, rising
 * @throws INPUT for what are no such times
 */
export function wholeTempo (beats: ArrayLike<number>): number {
  checkTimes(beats, 'wholeTempo', 'beats')
  const intervals = beats.length - 1
  if (intervals < 1) return 0
  if (beats[intervals] === beats[0]) {
    throw fail('INPUT', 'wholeTempo', `beats[${intervals}]`, 'must be after the first one',
      beats[intervals])
  }
  const tempo = intervals / (beats[intervals] - beats[0]) * 60
  return tempo % 1 === 0.5 ? 2 * Math.round(tempo / 2) : Math.round(tempo)
}

/**
 * The distance of beats by the line through all of them; 0 for less than two. Beats that are
 * missing count as gaps, so that they change nothing.
 *
 * @param beats - rising, in any unit
 * @throws INPUT for numbers that are not finite, or fall
 */
export function beatPeriod (beats: ArrayLike<number>): number {
  checkTimes(beats, 'beatPeriod', 'beats')
  const count = beats.length
  if (count < 2) return 0
  const gaps = Float64Array.from({ length: count - 1 }, (_, k) => beats[k + 1] - beats[k])
  const usual = median(gaps)
  let place = 0
  const places = [0, ...Array.from(gaps, gap => place += Math.max(1, Math.round(gap / usual) || 1))]
  const middle = places.reduce((sum, each) => sum + each, 0) / count
  let [product, square] = [0, 0]
  places.forEach((each, k) => {
    product += (each - middle) * beats[k]
    square += (each - middle) ** 2
  })
  return product / square
}

/**
 * The group of a tempo: `width` bpm wide. Sounds of one group are mixed.
 *
 * @throws INPUT for a tempo below 0, OPTION for a width that is not above 0
 */
export function tempoGroup (tempo: number, width = 3): number {
  checkLeast(tempo, 'tempoGroup', 'tempo', ' bpm')
  checkAbove(width, 'tempoGroup', 'width')
  return Math.floor(tempo / width)
}
