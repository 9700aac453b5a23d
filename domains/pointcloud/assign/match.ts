import * as z from 'zod/mini'
import { assignPoints, count, option, positive } from '../../../core/index.js'
import { parseOptions } from '../../../core/define/options.js'
import { fail } from '../../../core/errors.js'
import { squareBetween } from '../distance.js'
import { boundsOf, isFinite } from '../points.js'
import { kernels } from '../wasm/kernels.js'
import type { Coordinates } from '../points.js'
import { auction } from './auction.js'
import { leaves } from './leaves.js'

/** How points are paired. */
export interface MatchOptions {
  /**
   * `exact`: the least sum there is; `auction`: at most N ε above it; `blocks`: the least within
   * blocks that lie together. `auto` takes the first up to 512 points, then the second up to 8192,
   * then the third.
   */
  readonly method?: 'auto' | 'exact' | 'auction' | 'blocks'
  /** ε of an auction, as a share of half of the diameter; 0.001. */
  readonly epsilon?: number
  /** Points of a block, at most; 32. */
  readonly leaf?: number
}

/** Which point every point is paired with, each one once, and how far they are apart in all. */
export interface Match {
  readonly order: Int32Array
  readonly cost: number
}

/** The least share of the diameter by which an auction raises prices. */
const LEAST = 1e-5

const schema = z.object({
  method: option(z.enum(['auto', 'exact', 'auction', 'blocks'])).default('auto'),
  epsilon: positive.default(1e-3),
  leaf: count.default(32)
})

/**
 * Pairs the points of two clouds of one size so that the sum of their distances is least, or nearly
 * so: always a bijection.
 *
 * @param a - three numbers a point
 * @throws INPUT unless both have as many points, one at least, and finite numbers; OPTION
 */
export function matchPoints (a: Coordinates, b: Coordinates, options: MatchOptions = {}): Match {
  const { method, epsilon, leaf } = parseOptions('matchPoints', schema, options)
  const size = checked(a, b)
  const chosen = method !== 'auto' ? method
    : size <= 512 ? 'exact' : size <= 8192 ? 'auction' : 'blocks'
  const order = chosen === 'exact' ? exactly(a, b)
    : chosen === 'blocks' ? inBlocks(a, b, leaf) : byAuction(a, b, epsilon)
  let cost = 0
  order.forEach((other, k) => {
    cost += Math.sqrt(squareBetween(a, k, b, other))
  })
  return { order, cost }
}

function checked (a: unknown, b: unknown): number {
  for (const [name, points] of [['a', a], ['b', b]] as const) {
    const real = points instanceof Float32Array || points instanceof Float64Array
    if (!real || points.length === 0 || points.length % 3 !== 0 || !isFinite(points)) {
      throw fail('INPUT', 'matchPoints', name,
        'must be a Float32Array or Float64Array of three finite numbers a point', points)
    }
  }
  const [own, other] = [a as Coordinates, b as Coordinates]
  if (own.length === other.length) return own.length / 3
  throw fail('INPUT', 'matchPoints', 'b', `must have ${own.length / 3} points, as "a"`, b)
}

function exactly (a: Coordinates, b: Coordinates): Int32Array {
  const shape = [a.length / 3, 3]
  return assignPoints({ data: a, shape }, { data: b, shape }, { cost: 'distance', block: shape[0] })
    .columns
}

function byAuction (a: Coordinates, b: Coordinates, epsilon: number): Int32Array {
  const [own, other] = [boundsOf(a), boundsOf(b)]
  const [x, y, z] = [0, 1, 2].map(axis =>
    Math.max(own.high[axis], other.high[axis]) - Math.min(own.low[axis], other.low[axis]))
  const diameter = Math.sqrt(x * x + y * y + z * z)
  if (diameter === 0) return Int32Array.from({ length: a.length / 3 }, (_, k) => k)
  // Single precision tells no less
  return epsilon / 2 < LEAST ? exactly(a, b) : auction(a, b, diameter, epsilon / 2, kernels())
}

function inBlocks (a: Coordinates, b: Coordinates, leaf: number): Int32Array {
  const order = new Int32Array(a.length / 3)
  for (const { own, other } of leaves(a, b, leaf)) {
    const pairs = exactly(gathered(a, own), gathered(b, other))
    pairs.forEach((column, row) => { order[own[row]] = other[column] })
  }
  return order
}

function gathered (points: Coordinates, rows: Int32Array): Float64Array {
  const list = new Float64Array(3 * rows.length)
  rows.forEach((row, k) => {
    list[3 * k] = points[3 * row]
    list[3 * k + 1] = points[3 * row + 1]
    list[3 * k + 2] = points[3 * row + 2]
  })
  return list
}
