import { checkLabelling, energyOf } from './labelling.js'
import type { Labelled, Labelling } from './labelling.js'
import { minimumCut } from './minimum-cut.js'

/**
 * The cheapest labelling where labels are steps of one scale and neighbours cost
 * `weight · (a - b)²`: exact, by one cut of a network with a node for every step of every cell
 * (Ishikawa, PAMI 25, 2003).
 *
 * Of labellings that cost the same it gives the one with the lowest labels.
 *
 * @throws INPUT for a problem whose lists do not fit each other, or hold what is not allowed
 */
export function cutOrderedLabels (problem: Labelling): Labelled {
  const cells = checkLabelling('cutOrderedLabels', problem)
  const { labels: many, costs, from, to, weights } = problem
  const steps = many - 1
  // Node (cell, step) is on the side of the sink if the label of the cell lies above the step
  const source = new Float64Array(cells * steps)
  const sink = new Float64Array(cells * steps)
  for (let node = 0; node < source.length; node++) {
    const at = Math.floor(node / steps) * many + node % steps
    const more = costs[at + 1] - costs[at]
    source[node] = Math.max(more, 0)
    sink[node] = Math.max(-more, 0)
  }
  const arcs = cells * Math.max(0, steps - 1) + from.length * steps * steps
  const [tails, heads] = [new Int32Array(arcs), new Int32Array(arcs)]
  const [forward, backward] = [new Float64Array(arcs), new Float64Array(arcs)]
  let arc = 0
  const join = (tail: number, head: number, there: number, back: number): void => {
    tails[arc] = tail
    heads[arc] = head
    forward[arc] = there
    backward[arc++] = back
  }
  // What lies above a step lies above those below it
  for (let node = 0; node < source.length; node++)
    if (node % steps < steps - 1) join(node, node + 1, Infinity, 0)
  for (let pair = 0; pair < from.length; pair++) {
    const [a, b, weight] = [from[pair] * steps, to[pair] * steps, weights[pair]]
    for (let high = 0; high < steps; high++) {
      join(a + high, b + high, weight, weight)
      for (let low = 0; low < high; low++) {
        // Second differences of the square: 2 for any two steps, 1 for a step and itself
        join(b + low, a + high, 2 * weight, 0)
        join(a + low, b + high, 2 * weight, 0)
      }
    }
  }
  const { sinkSide } = minimumCut({ source, sink, from: tails, to: heads, forward, backward })
  const labels = new Int32Array(cells)
  sinkSide.forEach((above, node) => { labels[Math.floor(node / steps)] += above })
  return { labels, energy: energyOf(problem, labels, (a, b) => (a - b) ** 2) }
}
