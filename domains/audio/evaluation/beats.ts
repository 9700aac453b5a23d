import type { Times } from './events.js'
import { checkTimes } from '../checks.js'
import { beatsFound } from './events.js'
import type { Continuity } from './continuity.js'
import { continuity } from './continuity.js'
import { informationGain } from './information.js'
import { metricalLevels, nearestTo } from './levels.js'

/** How good beats are, by the measures of mir_eval 0.7. */
export interface BeatScores extends Continuity {
  /** `null` where there is nothing to find or found. */
  readonly f: number | null
  /** Cemgil et al.: errors under a bell of 40 ms. */
  readonly cemgil: number
  /** At the best of five metrical levels. */
  readonly cemgilBest: number
  /** McKinney et al. */
  readonly pScore: number
  readonly informationGain: number
}

/**
 * All measures of beats against annotated ones. Nothing is left out at the beginning; mir_eval's
 * `evaluate` leaves five seconds out.
 *
 * @param reference - annotated beats in seconds, rising
 * @param estimated - beats that were found
 * @throws INPUT for times that are none
 */
export function scoreBeats (reference: Times, estimated: Times): BeatScores {
  const wanted = checkTimes(reference, 'scoreBeats', 'reference')
  const had = checkTimes(estimated, 'scoreBeats', 'estimated')
  const cemgils = wanted.length === 0 || had.length === 0
    ? [0]
    : metricalLevels(wanted).map(level => cemgil(level, had))
  return {
    f: beatsFound(wanted, had).f,
    cemgil: cemgils[0],
    cemgilBest: Math.max(...cemgils),
    pScore: pScore(wanted, had),
    ...continuity(wanted, had),
    informationGain: informationGain(wanted, had)
  }
}

function cemgil (reference: Float64Array, estimated: Float64Array): number {
  const sum = reference.reduce((total, beat) => {
    const off = beat - estimated[nearestTo(beat, estimated)]
    return total + Math.exp(-(off ** 2) / (2 * 0.04 ** 2))
  }, 0)
  return sum / (0.5 * (estimated.length + reference.length))
}

/** Beats on a grid of 10 ms that lie within a fifth of the usual interval of one another. */
function pScore (reference: Float64Array, estimated: Float64Array): number {
  if (reference.length < 2 || estimated.length < 2) return 0
  const first = Math.min(reference[0], estimated[0])
  const grid = (list: Float64Array): number[] =>
    [...new Set(Array.from(list, time => Math.ceil((time - first) * 100)))]
  const [wanted, had] = [grid(reference), grid(estimated)]
  const gaps = wanted.slice(1).map((cell, k) => cell - wanted[k]).sort((a, b) => a - b)
  const half = gaps.length >> 1
  const middle = gaps.length % 2 === 1 ? gaps[half] : (gaps[half - 1] + gaps[half]) / 2
  const exact = 0.2 * middle
  const window = exact % 1 === 0.5 ? 2 * Math.round(exact / 2) : Math.round(exact)
  const near = wanted.reduce((sum, cell) =>
    sum + had.filter(other => Math.abs(cell - other) <= window).length, 0)
  return near / Math.max(reference.length, estimated.length)
}
