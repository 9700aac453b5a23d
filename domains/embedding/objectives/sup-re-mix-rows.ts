import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Outer } from '../../../core/tensor/similarity/outer-pairs.js'
import type { Plan, StreamRule } from '../../../core/index.js'
import { Rng } from '../../../core/index.js'
import { permutation } from '../../../core/random/index.js'
import { listNumbers } from '../../../core/plan/rules.js'
import { table } from '../parts/labels.js'

/** How a difference of targets becomes a weight in the denominator. */
export type DistanceWeight = 'L1_inv' | 'L2_inv' | 'L1' | 'L2' | 'none'

/** The weight of a row whose target is so far from the anchor's: 1 at no distance. */
export function weightOf (distance: number, kind: DistanceWeight): number {
  switch (kind) {
    case 'L1_inv': return Math.abs(distance) + 1
    case 'L2_inv': return distance * distance + 1
    case 'L1': return 1 / (Math.abs(distance) + 1)
    case 'L2': return 1 / (distance * distance + 1)
    case 'none': return 1
  }
}

/** The rules of a plan: what its streams make. */
export interface Streams {
  /** The anchor's share of every mixed negative, `[n, n]`; NaN where targets are the same. */
  readonly shares?: Float64Array
  readonly window?: number
}

export type MixedNegatives = StreamRule & { readonly rule: 'mixed-negatives' }

/** The rules of a plan: how shares of negatives are drawn, the window of positives. */
export function rulesOf (
  { synthetic = [] }: Plan
): { readonly mixed?: MixedNegatives, readonly window?: number } {
  const rules = synthetic.flatMap(each => 'stream' in each ? [each.stream] : [])
  const mixed = rules.find(rule => rule.rule === 'mixed-negatives')
  const window = rules.find(rule => rule.rule === 'bracketing-positives')?.window
  return { ...mixed && { mixed }, ...window !== undefined && { window } }
}

/** Runs the rules of a plan for these targets. Shares are drawn anchor by anchor, in row order. */
export function streamsOf (plan: Plan, targets: ArrayLike<number>): Streams {
  const size = targets.length
  const { mixed, window } = rulesOf(plan)
  if (mixed === undefined) return { ...window !== undefined && { window } }
  const places: number[] = []
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) if (targets[i] !== targets[k]) places.push(i * size + k)
  const { seed, alpha, beta } = mixed
  const drawn = listNumbers({ rule: 'beta', seed, alpha, beta }, places.length)
  const shares = new Float64Array(size * size).fill(NaN)
  places.forEach((place, p) => { shares[place] = drawn[p] })
  return { shares, ...window !== undefined && { window } }
}

/**
 * The pairs of rows on either side of an anchor, and how much of the left one brings its target.
 *
 * @param most - at most about so many pairs an anchor; rows of either side are left out by chance
 */
export function bracketing (
  targets: ArrayLike<number>, window: number, most: number, seed: number
): (anchor: number) => Outer | undefined {
  const size = targets.length
  return anchor => {
    const y = targets[anchor]
    const side = (sign: number): number[] => Array.from({ length: size }, (_, j) => j)
      .filter(j => (targets[j] - y) * sign > 0 && Math.abs(targets[j] - y) < window)
    const [left, right] = thinned([side(-1), side(1)], most, Rng(seed).fork(anchor))
    if (left.length === 0 || right.length === 0) return undefined
    const shares = new Float32Array(left.length * right.length)
    left.forEach((j, a) => {
      right.forEach((k, b) => {
        shares[a * right.length + b] = (targets[k] - y) / (targets[k] - targets[j])
      })
    })
    return { left: Int32Array.from(left), right: Int32Array.from(right), shares }
  }
}

function thinned (
  sides: readonly [number[], number[]], most: number, rng: Rng
): readonly [number[], number[]] {
  const [left, right] = sides
  if (left.length * right.length <= most) return sides
  const share = Math.sqrt(most / (left.length * right.length))
  const kept = (list: number[], place: number): number[] => {
    const count = Math.max(1, Math.floor(list.length * share))
    const order = permutation(rng.fork(place), list.length)
    return Array.from(order.subarray(0, count)).sort((a, b) => a - b).map(i => list[i])
  }
  return [kept(left, 0), kept(right, 1)]
}

/** Of all pairs of an anchor, what they have in common: how much every row has in them. */
export function pairWeights (
  pairs: (anchor: number) => Outer | undefined, size: number
): { readonly counts: Float32Array, readonly shares: Tensor2D } {
  const counts = new Float32Array(size)
  const data = new Float64Array(size * size)
  for (let anchor = 0; anchor < size; anchor++) {
    const outer = pairs(anchor)
    if (outer === undefined) continue
    const { left, right, shares } = outer
    counts[anchor] = left.length * right.length
    left.forEach((j, a) => {
      right.forEach((k, b) => {
        const share = shares[a * right.length + b]
        data[anchor * size + j] += share
        data[anchor * size + k] += 1 - share
      })
    })
  }
  return { counts, shares: table(size, size, (i, j) => data[i * size + j]) }
}
