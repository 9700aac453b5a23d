import { localScore } from './dynamic.js'
import type { Similarity } from './periods.js'

/** A way to hear a sound: beats of one metrical level. */
export interface Reading {
  /** Frames between beats. */
  readonly period: number
  /** Frames, rising. */
  readonly beats: Float64Array
  readonly score: number
  readonly reasons: Reasons
}

/** Reasons to hear a level as that of the beats. */
export interface Reasons {
  /** The logarithm of how much the curve repeats itself after a beat. */
  readonly similarity: number
  /** Less the octaves from 120 bpm, squared. */
  readonly prior: number
  /** The logarithm of how much louder beats are than the whole. */
  readonly onBeat: number
  /** The share of the curve on sixteenths or on triplets, above that of an even curve. */
  readonly grid: number
  /** The share of the curve on beats. */
  readonly share: number
  /** Less how much every other beat is weaker: then the level is too fast. */
  readonly alternate: number
  /** The logarithm of how much louder basses are on beats than on the whole. */
  readonly low: number
}

/** How much each reason counts. Round on purpose: they are argued, not fitted to clips. */
const weights: Reasons = {
  similarity: 1, prior: 2, onBeat: 1.5, grid: 4, share: 2, alternate: 0.25, low: 1
}

/** What beats are told by, and room for what is thought of meanwhile: many readings are tried. */
export interface Hearing {
  readonly curve: Float64Array
  readonly low: Float64Array
  readonly local: Float64Array
  readonly total: Float64Array
  readonly back: Int32Array
}

/**
 * Beats of a period by dynamic programming (Ellis, 2007), and how likely it is that people tap
 * them.
 */
export function readingOf (
  { curve, low, ...room }: Hearing, period: number, rate: number, similarity: Similarity
): Reading {
  localScore(curve, Math.round(period), room.local)
  const beats = beatsBy(room, period)
  const reasons: Reasons = {
    similarity: likenessOf(similarity, period),
    prior: -(Math.log2(60 * rate / period / 120) ** 2),
    ...heardOn(curve, low, beats, period, rate)
  }
  const score = (Object.keys(weights) as Array<keyof Reasons>)
    .reduce((sum, name) => sum + weights[name] * reasons[name], 0)
  return { period, beats: Float64Array.from(beats), score, reasons }
}

/**
 * How much the curve repeats itself after a beat and after a bar of two, three or four: what is no
 * level of the metre, such as three quarters of a beat, may repeat once, but not all along.
 */
function likenessOf (similarity: Similarity, period: number): number {
  const after = (beats: number): number => Math.max(similarity.at(beats * period), 0.02)
  return (Math.log(after(1)) + Math.log(Math.max(after(2), after(3), after(4)))) / 2
}

function heardOn (
  curve: Float64Array, low: Float64Array, beats: readonly number[], period: number, rate: number
): Omit<Reasons, 'similarity' | 'prior'> {
  const reach = Math.max(1, Math.round(0.02 * rate))
  const near = (list: Float64Array, at: number): number => {
    let most = 0
    for (let k = Math.max(0, at - reach); k <= Math.min(list.length - 1, at + reach); k++)
      most = Math.max(most, list[k])
    return most
  }
  let [all, onBeat, cells] = [1e-9, 0, 1]
  const onGrid = [0, 0]
  for (let b = 0; b + 1 < beats.length; b++) {
    const length = beats[b + 1] - beats[b]
    for (let k = beats[b]; k < beats[b + 1]; k++) {
      all += curve[k]
      divisions.forEach((parts, d) => {
        const along = parts * (k - beats[b]) / length
        if (Math.abs(along - Math.round(along)) * length / parts <= reach) onGrid[d] += curve[k]
      })
      if (k - beats[b] <= reach || beats[b + 1] - k <= reach) {
        onBeat += curve[k]
        cells++
      }
    }
  }
  const grid = divisions.map((parts, d) => {
    const even = Math.min(0.95, (2 * reach + 1) * parts / period)
    return rarity[d] * (onGrid[d] / all - even) / (1 - even)
  })
  const tops = beats.map(beat => near(curve, beat))
  const level = mean(tops)
  const [even, odd] = [0, 1].map(side => mean(tops.filter((_, k) => k % 2 === side)))
  return {
    onBeat: Math.log(Math.max(onBeat / all * (beats[beats.length - 1] - beats[0]) / cells, 0.05)),
    grid: Math.max(...grid),
    share: onBeat / all,
    alternate: -Math.abs(even - odd) / Math.max(level, 1e-9),
    low: Math.log(Math.max(mean(beats.map(beat => near(low, beat))) / mean(low), 0.1))
  }
}

function mean (list: ArrayLike<number>): number {
  let sum = 1e-9
  for (let k = 0; k < list.length; k++) sum += list[k]
  return sum / Math.max(1, list.length)
}

/** Sixteenths, and the triplets of swing. */
const divisions = [4, 3]
/** Swing is the rarer of them. */
const rarity = [1, 0.6]

/**
 * How strictly beats keep their period: Ellis' 100 lets a busy groove pull every beat to the
 * loudest hat near it; at 400 tempi that rise by two thirds within a clip are still followed.
 */
const TIGHTNESS = 400

/** The chain of frames with the highest scores at even distances. */
function beatsBy (
  { local, total, back }: Pick<Hearing, 'local' | 'total' | 'back'>, period: number
): number[] {
  const [least, most] = [Math.ceil(period / 2), Math.floor(2 * period)]
  const cost = Float64Array.from({ length: most - least + 1 },
    (_, k) => -TIGHTNESS * Math.log((least + k) / period) ** 2)
  for (let i = 0; i < local.length; i++) {
    let [best, score] = [-1, 0]
    const last = Math.min(most, i)
    for (let gap = least; gap <= last; gap++) {
      const each = total[i - gap] + cost[gap - least]
      if (each > score) [best, score] = [i - gap, each]
    }
    total[i] = local[i] + score
    back[i] = best
  }
  let end = local.length - 1
  for (let i = Math.max(0, local.length - Math.ceil(period)); i < local.length; i++)
    if (total[i] > total[end]) end = i
  const beats = [end]
  while (back[beats[0]] >= 0) beats.unshift(back[beats[0]])
  return beats
}
