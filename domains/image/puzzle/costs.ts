import type { Labelling } from '../../../core/index.js'
import { cutOrderedLabels, gridPairs, swapLabels } from '../../../core/index.js'
import { log } from '../../../core/random/elementary.js'
import type { Borders } from './borders.js'
import { difference } from './borders.js'

/** Keeps the logarithm of a share of 0, as the authors' code does. */
const EPSILON = 1e-8

export interface PuzzleOptions {
  readonly labels: number
  readonly beta: number
  readonly gamma: number
  readonly eta: number
  readonly solver: 'exact' | 'swap'
}

/** What the cells of two images cost, and what it costs where one meets the other. */
export interface PuzzleCosts {
  /** `[cells]`: of showing the row itself, which is what its partner would have shown. */
  readonly own: Float64Array
  readonly partner: Float64Array
  /** `[borders]`: as `gridPairs` has them, without the constant part of beta. */
  readonly pairs: Float64Array
}

/**
 * The terms of PuzzleMix' energy for a row and its partner, with what neighbours share moved into
 * the cells, so that a border costs only where labels differ.
 *
 * @param shares - saliency of the cells of both, each summing to 1
 * @param borders - of all rows; absent where gamma is 0
 */
export function puzzleCosts (
  shares: readonly [own: Float64Array, partner: Float64Array], rows: readonly [number, number],
  side: number, { beta, gamma }: PuzzleOptions, borders: Borders | undefined
): PuzzleCosts {
  // The partner's saliency is what is lost where the row itself is seen, and the other way round
  const own = Float64Array.from(shares[1])
  const partner = Float64Array.from(shares[0])
  const { from, to } = gridPairs(side, side)
  const pairs = new Float64Array(from.length)
  if (borders === undefined || gamma === 0) return { own, partner, pairs }
  const scale = beta / side / 16 * gamma
  const [a, b] = rows
  for (let k = 0; k < from.length; k++) {
    const [both, first, second, neither] = [[a, a], [a, b], [b, a], [b, b]]
      .map(([before, after]) => scale * difference(borders, k, before, after))
    own[from[k]] += (first + both) / 2
    partner[from[k]] += (second + neither) / 2
    own[to[k]] += (second + both) / 2
    partner[to[k]] += (first + neither) / 2
    pairs[k] = (first + second - both - neither) / 2
  }
  return { own, partner, pairs }
}

/**
 * Which of the ordered labels every cell gets: 0 shows the row itself, the last one its partner.
 * Costs are whole numbers, as the authors' solver needs them.
 */
export function puzzleLabels (
  { own, partner, pairs }: PuzzleCosts, side: number, lambda: number, options: PuzzleOptions
): Int32Array {
  const { labels, beta, eta, solver } = options
  const steps = labels - 1
  const large = 1000 * side * side
  const prior = Array.from({ length: labels }, (_, j) =>
    -eta / (side * side) *
      log(binomial(steps, j) * lambda ** (steps - j) * (1 - lambda) ** j + EPSILON))
  const costs = Float64Array.from({ length: own.length * labels }, (_, k) => {
    const [cell, j] = [Math.floor(k / labels), k % labels]
    return steps * steps *
      Math.trunc(large * ((1 - j / steps) * own[cell] + j / steps * partner[cell] + prior[j]))
  })
  const constant = beta / side / 16
  const weights = pairs.map(pair => Math.max(0, Math.trunc(large * (pair + constant))))
  const problem: Labelling = { labels, costs, ...gridPairs(side, side), weights }
  if (solver === 'exact') return cutOrderedLabels(problem).labels
  const distances = Float64Array.from({ length: labels * labels }, (_, k) =>
    (Math.floor(k / labels) - k % labels) ** 2)
  return swapLabels({ ...problem, distances }).labels
}

function binomial (of: number, k: number): number {
  return k === 0 ? 1 : binomial(of, k - 1) * (of - k + 1) / k
}
