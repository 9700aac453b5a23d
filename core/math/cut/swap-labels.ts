import { fail } from '../../errors.js'
import { checkLabelling, energyOf } from './labelling.js'
import type { Labelled, Labelling } from './labelling.js'
import { minimumCut } from './minimum-cut.js'

/** Cells that are each to get a label, and how far labels lie apart. */
export interface SwapProblem extends Labelling {
  /** `[labels, labels]`: symmetric, 0 or more, 0 between a label and itself. */
  readonly distances: Float64Array
  /** `[cells]`: where to begin; label 0 everywhere by default. */
  readonly start?: Int32Array
}

/**
 * A labelling that no exchange of two labels makes cheaper: neighbours cost `weight · distance`.
 * For two labels it is the cheapest, for more one that may be near it (α-β swap: Boykov, Veksler
 * and Zabih, PAMI 23, 2001). Pairs of labels are tried in the order of the `gco` library,
 * version 3.
 *
 * @throws INPUT for a problem whose lists do not fit each other, or hold what is not allowed
 */
export function swapLabels (problem: SwapProblem): Labelled {
  const cells = checkLabelling('swapLabels', problem)
  const { labels: many } = problem
  checkSwap(problem, cells)
  const { distances, start = new Int32Array(cells) } = problem
  const energy = (labels: Int32Array): number =>
    energyOf(problem, labels, (a, b) => distances[a * many + b])
  const labels = start.slice()
  let best = energy(labels)
  for (let before = Infinity; best < before;) {
    before = best
    for (let alpha = 0; alpha < many; alpha++)
      for (let beta = many - 1; beta > alpha; beta--) exchange(problem, labels, alpha, beta)
    best = energy(labels)
  }
  return { labels, energy: best }
}

/** Gives the cells of two labels one of them anew, as cheaply as can be; in doubt the first. */
function exchange (
  { labels: many, costs, from, to, weights, distances }: SwapProblem, labels: Int32Array,
  alpha: number, beta: number
): void {
  const nodes = new Int32Array(labels.length).fill(-1)
  const cells: number[] = []
  labels.forEach((label, cell) => {
    if (label === alpha || label === beta) nodes[cell] = cells.push(cell) - 1
  })
  if (cells.length === 0) return
  const source = Float64Array.from(cells, cell => costs[cell * many + beta])
  const sink = Float64Array.from(cells, cell => costs[cell * many + alpha])
  const pairs: number[] = []
  const apart = (node: number, cell: number, weight: number): void => {
    source[node] += weight * distances[beta * many + labels[cell]]
    sink[node] += weight * distances[alpha * many + labels[cell]]
  }
  for (let k = 0; k < from.length; k++) {
    const [a, b] = [nodes[from[k]], nodes[to[k]]]
    if (a >= 0 && b >= 0) pairs.push(k)
    else if (a >= 0) apart(a, to[k], weights[k])
    else if (b >= 0) apart(b, from[k], weights[k])
  }
  // Costs may be negative: only their difference counts
  source.forEach((cost, node) => {
    const least = Math.min(cost, sink[node])
    source[node] -= least
    sink[node] -= least
  })
  const forward = Float64Array.from(pairs, k => weights[k] * distances[alpha * many + beta])
  const { sinkSide } = minimumCut({
    source, sink, forward, backward: forward,
    from: Int32Array.from(pairs, k => nodes[from[k]]),
    to: Int32Array.from(pairs, k => nodes[to[k]])
  })
  cells.forEach((cell, node) => { labels[cell] = sinkSide[node] === 1 ? beta : alpha })
}

function checkSwap ({ labels, distances, start }: SwapProblem, cells: number): void {
  if (!(distances instanceof Float64Array) || distances.length !== labels * labels) {
    throw fail('INPUT', 'swapLabels', 'distances',
      `must be a Float64Array of ${labels} × ${labels} numbers`, distances)
  }
  distances.forEach((distance, k) => {
    const [a, b] = [Math.floor(k / labels), k % labels]
    const sound = distance >= 0 && distance < Infinity && distance === distances[b * labels + a] &&
      (a !== b || distance === 0)
    if (!sound) {
      const allowed = 'must be symmetric, finite, at least 0, and 0 between a label and itself'
      throw fail('INPUT', 'swapLabels', 'distances', allowed, distance)
    }
  })
  if (start === undefined) return
  const wrong = start instanceof Int32Array && start.length === cells
    ? start.find(label => label < 0 || label >= labels)
    : start
  if (wrong === undefined) return
  throw fail('INPUT', 'swapLabels', 'start', `must be ${cells} labels below ${labels}`, wrong)
}
