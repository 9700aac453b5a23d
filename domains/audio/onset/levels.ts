import { localScore } from './dynamic.js'
import type { Similarity } from './periods.js'

/** A way to hear a sound: beats of one metrical level. */
export interface Reading {
  /** Frames between beats. */
  readonly period: number
  /** Frames, rising. */
  readonly beats: Int32Array
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

/** What beats are told by, and room for the search: many readings are tried. */
export interface Hearing {
  readonly curve: Float64Array
  readonly low: Float64Array
  /** Frames from every one back to the beat before; 0 is none. */
  readonly back: Uint16Array
}

/**
 * Beats of a period by dynamic programming (Ellis, 2007), and how likely it is that people tap
 * them.
 */
export function readingOf (
  { curve, low, back }: Hearing, period: number, rate: number, similarity: Similarity
): Reading {
  const beats = beatsBy(curve, back, period)
  const reasons: Reasons = {
    similarity: likenessOf(similarity, period),
    prior: -(Math.log2(60 * rate / period / 120) ** 2),
    ...heardOn(curve, low, beats, period, rate)
  }
  const score = (Object.keys(weights) as Array<keyof Reasons>)
    .reduce((sum, name) => sum + weights[name] * reasons[name], 0)
  return { period, beats, score, reasons }
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
  curve: Float64Array, low: Float64Array, beats: Int32Array, period: number, rate: number
): Omit<Reasons, 'similarity' | 'prior'> {
  const reach = Math.max(1, Math.round(0.02 * rate))
  const near = (list: Float64Array, at: number): number => {
    let most = 0
    for (let k = Math.max(0, at - reach); k <= Math.min(list.length - 1, at + reach); k++)
      most = Math.max(most, list[k])
    return most
  }
  const sums = Float64Array.of(1e-9, 0, 1, ...divisions.map(() => 0))
  for (let b = 0; b + 1 < beats.length; b++) gather(curve, beats[b], beats[b + 1], reach, sums)
  const [all, onBeat, cells, ...onGrid] = sums
  const grid = divisions.map((parts, d) => {
    const even = Math.min(0.95, (2 * reach + 1) * parts / period)
    return rarity[d] * (onGrid[d] / all - even) / (1 - even)
  })
  const tops = Float64Array.from(beats, beat => near(curve, beat))
  const basses = Float64Array.from(beats, beat => near(low, beat))
  const level = mean(tops)
  const [even, odd] = [0, 1].map(side => mean(tops.filter((_, k) => k % 2 === side)))
  return {
    onBeat: Math.log(Math.max(onBeat / all * (beats[beats.length - 1] - beats[0]) / cells, 0.05)),
    grid: Math.max(...grid),
    share: onBeat / all,
    alternate: -Math.abs(even - odd) / Math.max(level, 1e-9),
    low: Math.log(Math.max(mean(basses) / mean(low), 0.1))
  }
}

/**
 * Adds what the curve has from one beat to the next to sums: in all, near the beats and how many
 * frames that are, and on every division of the beat.
 */
function gather (
  curve: Float64Array, from: number, to: number, reach: number, sums: Float64Array
): void {
  for (let k = from; k < to; k++) {
    sums[0] += curve[k]
    for (let d = 0; d < divisions.length; d++) {
      const along = divisions[d] * (k - from) / (to - from)
      if (Math.abs(along - Math.round(along)) * (to - from) / divisions[d] <= reach)
        sums[3 + d] += curve[k]
    }
    if (k - from <= reach || to - k <= reach) {
      sums[1] += curve[k]
      sums[2]++
    }
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

/** Frames whose scores are remembered beside those that a chain can look back to. */
const ROOM = 4096

/**
 * The chain of frames with the highest scores at even distances. Of a frame only the way back is
 * kept; scores are remembered as far as a chain looks back.
 *
 * @param back - room for the way back, as long as the curve
 */
function beatsBy (curve: Float64Array, back: Uint16Array, period: number): Int32Array {
  const local = localScore(curve, Math.round(period))
  const [least, most] = [Math.ceil(period / 2), Math.floor(2 * period)]
  const cost = Float64Array.from({ length: most - least + 1 },
    (_, k) => -TIGHTNESS * Math.log((least + k) / period) ** 2)
  const total = new Float64Array(most + ROOM)
  let at = 0
  for (let i = 0; i < curve.length; i++, at++) {
    if (at === total.length) {
      total.copyWithin(0, ROOM)
      at = most
    }
    const gap = bestGap(total, at, cost, least, Math.min(most, i))
    total[at] = local(i) + (gap === 0 ? 0 : total[at - gap] + cost[gap - least])
    back[i] = gap
  }
  const tail = Math.min(curve.length, Math.ceil(period))
  let [end, top] = [curve.length - 1, total[at - 1]]
  for (let k = tail; k > 0; k--)
    if (total[at - k] > top) [end, top] = [curve.length - k, total[at - k]]
  return chainTo(end, back)
}

/** How far back the beat before is, from `least` to `most` frames; 0 where none adds anything. */
function bestGap (
  total: Float64Array, at: number, cost: Float64Array, least: number, most: number
): number {
  let best = 0
  let score = 0
  for (let gap = least; gap <= most; gap++) {
    const each = total[at - gap] + cost[gap - least]
    if (each > score) {
      best = gap
      score = each
    }
  }
  return best
}

/** The chain that ends at a frame. */
function chainTo (end: number, back: Uint16Array): Int32Array {
  let count = 1
  for (let i = end; back[i] > 0; i -= back[i]) count++
  const beats = new Int32Array(count)
  for (let i = end, k = count - 1; k >= 0; i -= back[i], k--) beats[k] = i
  return beats
}
