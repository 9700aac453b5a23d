import test from 'ava'
import type { Labelling } from '../../core/index.js'
import { Rng, cutOrderedLabels, gridPairs, minimumCut, swapLabels } from '../../core/index.js'

/** Numbers that are the same every time. */
function numbers (seed: number): (count: number, end: number) => Float64Array {
  const rng = Rng(seed)
  return (count, end) => Float64Array.from({ length: count }, () => Math.floor(rng.uniform() * end))
}

/** A random grid of whole costs. */
function grid (seed: number, rows: number, columns: number, labels: number): Labelling {
  const draw = numbers(seed)
  const pairs = gridPairs(rows, columns)
  const costs = draw(rows * columns * labels, 12).map(cost => cost - 4)
  return { labels, costs, ...pairs, weights: draw(pairs.from.length, 6) }
}

/** What a labelling costs, told anew. */
function cost (
  { labels, costs, from, to, weights }: Labelling, chosen: ArrayLike<number>,
  distance: (a: number, b: number) => number
): number {
  let sum = 0
  for (let k = 0; k < chosen.length; k++) sum += costs[k * labels + chosen[k]]
  from.forEach((a, k) => { sum += weights[k] * distance(chosen[a], chosen[to[k]]) })
  return sum
}

/** The least cost of all labellings. */
function bruteForce (problem: Labelling, distance: (a: number, b: number) => number): number {
  const cells = problem.costs.length / problem.labels
  const chosen = new Int32Array(cells)
  let best = Infinity
  for (let code = 0; code < problem.labels ** cells; code++) {
    for (let k = 0, rest = code; k < cells; k++) {
      chosen[k] = rest % problem.labels
      rest = Math.floor(rest / problem.labels)
    }
    best = Math.min(best, cost(problem, chosen, distance))
  }
  return best
}

const square = (a: number, b: number): number => (a - b) ** 2
const squares = (labels: number): Float64Array =>
  Float64Array.from({ length: labels * labels }, (_, k) =>
    square(Math.floor(k / labels), k % labels))

test('the largest flow is the smallest of all cuts, which is the one that is given', t => {
  for (let seed = 0; seed < 60; seed++) {
    const draw = numbers(seed)
    const nodes = 7
    const network = {
      source: draw(nodes, 9), sink: draw(nodes, 9),
      from: Int32Array.from(draw(14, nodes)), to: Int32Array.from(draw(14, nodes)),
      forward: draw(14, 7), backward: draw(14, 7)
    }
    const capacity = (inSink: (node: number) => boolean): number => {
      let sum = 0
      for (let node = 0; node < nodes; node++)
        sum += inSink(node) ? network.source[node] : network.sink[node]
      network.from.forEach((a, k) => {
        const b = network.to[k]
        if (!inSink(a) && inSink(b)) sum += network.forward[k]
        if (inSink(a) && !inSink(b)) sum += network.backward[k]
      })
      return sum
    }
    const all = Array.from({ length: 2 ** nodes }, (_, set) => set)
    const least = Math.min(...all.map(set => capacity(node => (set >> node & 1) === 1)))
    const { flow, sinkSide } = minimumCut(network)
    t.is(flow, least)
    t.is(capacity(node => sinkSide[node] === 1), least)
    // Nodes that may be on either side are on the source's
    const fewest = Math.min(...all
      .filter(set => capacity(node => (set >> node & 1) === 1) === least)
      .map(set => set.toString(2).replaceAll('0', '').length))
    t.is(sinkSide.reduce((sum, side) => sum + side), fewest)
  }
})

test('arcs of infinite capacity are never cut', t => {
  const { flow, sinkSide } = minimumCut({
    source: [5, 0], sink: [0, 3], from: Int32Array.of(0), to: Int32Array.of(1), forward: [Infinity]
  })
  t.is(flow, 3)
  t.deepEqual([...sinkSide], [0, 0])
})

test('ordered labels are the cheapest there are', t => {
  for (let seed = 0; seed < 25; seed++) {
    for (const [rows, columns, labels] of [[3, 3, 2], [2, 3, 3], [2, 3, 4], [1, 4, 5]] as const) {
      const problem = grid(seed, rows, columns, labels)
      const found = cutOrderedLabels(problem)
      t.is(found.energy, bruteForce(problem, square))
      t.is(found.energy, cost(problem, found.labels, square))
    }
  }
})

test('two labels are the cheapest by a swap too, and the same', t => {
  for (let seed = 0; seed < 40; seed++) {
    const problem = grid(seed, 3, 4, 2)
    const swapped = swapLabels({ ...problem, distances: squares(2) })
    t.is(swapped.energy, bruteForce(problem, square))
    t.deepEqual(swapped.labels, cutOrderedLabels(problem).labels)
  }
})

test('more ordered labels never cost more than what a swap finds, and sometimes less', t => {
  let less = 0
  for (let seed = 0; seed < 200; seed++) {
    const problem = grid(seed, 4, 4, 3 + seed % 2)
    const swapped = swapLabels({ ...problem, distances: squares(problem.labels) })
    t.is(swapped.energy, cost(problem, swapped.labels, square))
    const exact = cutOrderedLabels(problem)
    t.true(exact.energy <= swapped.energy)
    if (exact.energy < swapped.energy) less++
  }
  t.true(less > 0)
})

test('no exchange of two labels makes a swapped labelling cheaper', t => {
  const potts = (a: number, b: number): number => Number(a !== b)
  for (let seed = 0; seed < 20; seed++) {
    const problem = grid(seed, 2, 4, 3)
    const distances = Float64Array.from({ length: 9 }, (_, k) => potts(Math.floor(k / 3), k % 3))
    const { labels, energy } = swapLabels({ ...problem, distances })
    for (const [alpha, beta] of [[0, 1], [0, 2], [1, 2]]) {
      const cells = [...labels.keys()].filter(k => labels[k] === alpha || labels[k] === beta)
      for (let set = 0; set < 2 ** cells.length; set++) {
        const other = labels.slice()
        cells.forEach((cell, k) => { other[cell] = (set >> k & 1) === 1 ? alpha : beta })
        t.true(cost(problem, other, potts) >= energy)
      }
    }
  }
})

test('a swap goes on from where it is told to', t => {
  const problem = { ...grid(3, 3, 3, 3), distances: squares(3) }
  const once = swapLabels(problem)
  t.deepEqual(swapLabels({ ...problem, start: once.labels }), once)
})
