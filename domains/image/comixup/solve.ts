import { gridPairs, swapLabels, times } from '../../../core/index.js'
import { log } from '../../../core/random/elementary.js'
import { mostShown } from './most-shown.js'

/** What a cell shows by half, in units of halves. */
const WHOLE = 2
const EPSILON = 1e-8
/** What makes a half and half worth its trouble. */
const BONUS = 5e-4
/** The precision that the authors' solver rounds to: of costs of cells, and of neighbours. */
const [CELL, PAIR] = [1e5, 1e3]
/** Rounds end once the objective moves by less than this share of itself. */
const SETTLED = 1e-6

export interface CoMixupProblem {
  /** `[images, cells]`: saliency, each image's summing to 1. */
  readonly saliency: readonly Float64Array[]
  /** `[images, images]`: how alike images are. */
  readonly compatibility: Float64Array
  /** `[images]`: how much of every image is wanted. */
  readonly prior: readonly number[]
  /** `[outputs · cells]`: where to begin. */
  readonly start: Int32Array
  readonly side: number
}

export interface CoMixupOptions {
  readonly beta: number
  readonly gamma: number
  readonly eta: number
  readonly threshold: number
  readonly kind: 'hard' | 'soft'
  readonly iterations: number
  readonly resolve: boolean
}

/**
 * Which images every cell of every output shows, in halves: `[outputs, images, cells]`.
 *
 * One output after the other is cut anew, at a price for images that the others show too much of
 * already; from the second round on a cell may show two images by half.
 */
export function coMixupHalves (problem: CoMixupProblem, options: CoMixupOptions): Uint8Array {
  const { saliency, compatibility, prior, start, side } = problem
  const { kind, iterations, resolve } = options
  const [many, cells] = [saliency.length, side * side]
  const [beta, gamma, eta] = [options.beta, options.gamma, options.eta].map(each => each / cells)
  const limit = options.threshold * cells
  const costs = saliency.map((shares, i) =>
    shares.map(share => -share - eta * log(prior[i] + EPSILON)))
  const outputs = times(many, (output): readonly Uint8Array[] => {
    const halves = times(many, () => new Uint8Array(cells))
    for (let cell = 0; cell < cells; cell++) halves[start[output * cells + cell]][cell] = WHOLE
    return halves
  })
  const counts = outputs.map(countOf)
  let extra: readonly Float64Array[] | undefined
  let before = objective(costs, outputs, beta, gamma, side)
  for (let round = 0; round < iterations; round++) {
    for (let output = 0; output < many; output++) {
      const others = times(many, i =>
        counts.reduce((sum, count, o) => o === output ? sum : sum + count[i], 0))
      const crowded = (of: number): number => {
        const row = compatibility.subarray(of * many, (of + 1) * many)
        if (kind === 'hard') {
          return others.reduce((sum, count, j) => sum + (exceeds[j] ? row[j] * count : 0), 0)
        }
        return exceeds[of] ? alike[of] - limit : 0
      }
      const alike = times(many, i => others.reduce((sum, count, j) =>
        sum + compatibility[i * many + j] * count, 0))
      const exceeds = alike.map(sum => sum > limit)
      const price = times(many, i => 2 * gamma * crowded(i) + gamma * (extra?.[output][i] ?? 0))
      outputs[output] = cut(costs.map((each, i) => each.map(cost => cost + price[i])),
        round > 0 ? counts[output] : undefined, side, beta)
      counts[output] = countOf(outputs[output])
    }
    if (round === iterations - 2 && resolve) extra = apart(counts)
    const now = objective(costs, outputs, beta, gamma, side)
    if (Math.abs(before - now) / Math.abs(now) < SETTLED) break
    before = now
  }
  return Uint8Array.from(outputs.flatMap(halves => halves.flatMap(image => [...image])))
}

/** How many cells of an output show each image. */
function countOf (halves: readonly Uint8Array[]): Float64Array {
  return Float64Array.from(halves, image => image.reduce((sum, half) => sum + half, 0) / WHOLE)
}

/** Cuts one output. With counts, images that it showed may meet by half. */
function cut (
  costs: readonly Float64Array[], counts: Float64Array | undefined, side: number, beta: number
): Uint8Array[] {
  const many = costs.length
  const cells = side * side
  const pairs = counts === undefined ? [] : pairsOf(counts)
  const labels = many + pairs.length
  const all = [...costs, ...pairs.map(([a, b]) =>
    costs[a].map((cost, cell) => (cost + costs[b][cell]) / 2 - BONUS))]
  const distance = (a: number, b: number): number => {
    if (a === b) return 0
    const [pure, mixed] = [Math.min(a, b), Math.max(a, b)]
    return mixed >= many && pure < many && pairs[mixed - many].includes(pure) ? 0.25 : 1
  }
  const grid = gridPairs(side, side)
  const found = swapLabels({
    labels,
    costs: Float64Array.from({ length: cells * labels }, (_, k) =>
      Math.trunc(CELL * all[k % labels][Math.floor(k / labels)])),
    ...grid,
    weights: new Float64Array(grid.from.length).fill(Math.trunc(PAIR * beta)),
    distances: Float64Array.from({ length: labels * labels }, (_, k) =>
      CELL / PAIR * distance(Math.floor(k / labels), k % labels))
  })
  const halves = times(many, () => new Uint8Array(cells))
  found.labels.forEach((label, cell) => {
    const shown = label < many ? [label, label] : pairs[label - many]
    for (const image of shown) halves[image][cell]++
  })
  return halves
}

/** The pairs of images that may meet by half: of two that are shown, or of the three shown most. */
function pairsOf (counts: Float64Array): ReadonlyArray<readonly [number, number]> {
  const shown = [...counts.keys()].filter(i => counts[i] > 0)
  if (shown.length < 2) return []
  if (shown.length === 2) return [[shown[0], shown[1]]]
  const [a, b, c] = shown.length === 3 ? shown : mostShown(counts, 3)
  return [[a, b], [a, c], [b, c]]
}

/** A price on what two outputs show that show the same images: one image for each of them. */
function apart (counts: readonly Float64Array[]): Float64Array[] {
  const extra = counts.map(count => new Float64Array(count.length))
  const shown = counts.map(count => [...count.keys()].filter(i => count[i] > 0))
  shown.forEach((images, first) => {
    for (let second = first + 1; second < shown.length; second++) {
      if (images.length < 2 || String(images) !== String(shown[second])) continue
      extra[first][images[0]] = 1
      extra[second][images[1]] = 1
    }
  })
  return extra
}

/** The objective without its threshold, by which rounds end. */
function objective (
  costs: readonly Float64Array[], outputs: ReadonlyArray<readonly Uint8Array[]>, beta: number,
  gamma: number, side: number
): number {
  const { from, to } = gridPairs(side, side)
  let [sum, squares] = [0, 0]
  const totals = new Float64Array(costs.length)
  for (const halves of outputs) {
    halves.forEach((image, i) => {
      image.forEach((half, cell) => { sum += costs[i][cell] * half / WHOLE })
      for (let k = 0; k < from.length; k++)
        sum += beta / 2 * ((image[from[k]] - image[to[k]]) / WHOLE) ** 2
      const count = image.reduce((all, half) => all + half, 0) / WHOLE
      totals[i] += count
      squares += count * count
    })
  }
  return sum + gamma * (totals.reduce((all, total) => all + total * total, 0) - squares)
}
