import { mostShown } from '../../../domains/image/comixup/most-shown.js'
import type { Shape } from '../../../plugins/check/batches.js'
import { noise } from '../../../plugins/check/batches.js'
import type { Drawn, Outcome, Share } from '../outcome.js'
import { cellMeans, neighbours, swapped } from './labelled.js'

export interface NaiveCoMixup {
  readonly blocks: number
  readonly part: number
  readonly kind: 'hard' | 'soft'
  readonly resolve: boolean
  readonly iterations: number
  readonly gamma: number
  readonly beta: number
  readonly eta: number
  readonly threshold: number
}

/** What a cell of an output shows: `[cell][image]`, shares that sum to 1. */
type Mask = number[][]

/** Co-Mixup, part by part, where images are like themselves alone. */
export function naiveCoMixup (drawn: Drawn, shape: Shape, options: NaiveCoMixup): Outcome {
  const { size, height, width } = shape
  const side = Math.min(options.blocks, height, width)
  const masks: Array<{ readonly first: number, readonly mask: Mask }> = []
  for (let first = 0; first < size; first += options.part) {
    const many = Math.min(options.part, size - first)
    const start = drawn.label.slice(first * side * side)
    solved(first, many, side, shape, drawn.prior.slice(first), start, options)
      .forEach(mask => masks.push({ first, mask }))
  }
  const pixel = (output: number, y: number, x: number): readonly Share[] => {
    const { first, mask } = masks[output]
    const cell = Math.floor(y * side / height) * side + Math.floor(x * side / width)
    return mask[cell].flatMap((share, image): Share[] => share > 0 ? [[first + image, share]] : [])
  }
  return {
    size,
    summed: true,
    pixel,
    label: output => {
      const shares: Share[] = []
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          pixel(output, y, x).forEach(([row, share]) => {
            shares.push([row, share / (height * width)])
          })
        }
      }
      return shares
    }
  }
}

function solved (
  first: number, many: number, side: number, { size, height, width }: Shape,
  prior: readonly number[], start: readonly number[], options: NaiveCoMixup
): Mask[] {
  const cells = side * side
  const maps = noise(size * height * width, 21, 0, 1)
  const base = Array.from({ length: many }, (_, i) => {
    const row = first + i
    return cellMeans(maps.subarray(row * height * width, (row + 1) * height * width),
      height, width, side)
      .map(share => -share - options.eta / cells * Math.log(prior[i] + 1e-8))
  })
  const images = base.map((_, i) => i)
  const masks = images.map(output => Array.from({ length: cells }, (_, cell) =>
    images.map(i => Number(start[output * cells + cell] === i))))
  const counts = (mask: Mask): number[] =>
    images.map(i => mask.reduce((sum, cell) => sum + cell[i], 0))
  const extra = images.map(() => images.map(() => 0))
  const gamma = options.gamma / cells
  const objective = (): number => {
    let sum = 0
    for (const mask of masks) {
      mask.forEach((cell, k) => { cell.forEach((share, i) => { sum += share * base[i][k] }) })
      for (const [a, b] of neighbours(side, side)) {
        for (const i of images) sum += options.beta / cells / 2 * (mask[a][i] - mask[b][i]) ** 2
      }
    }
    const each = masks.map(counts)
    for (let o = 0; o < many; o++) {
      for (let other = 0; other < many; other++)
        if (o !== other) for (const i of images) sum += gamma * each[o][i] * each[other][i]
    }
    return sum
  }
  let before = objective()
  for (let round = 0; round < options.iterations; round++) {
    for (let output = 0; output < many; output++) {
      const others = images.map(i => masks.reduce((sum, mask, o) =>
        o === output ? sum : sum + counts(mask)[i], 0))
      const limit = options.threshold * cells
      const price = images.map(i => gamma * extra[output][i] + (others[i] > limit
        ? 2 * gamma * (options.kind === 'hard' ? others[i] : others[i] - limit)
        : 0))
      masks[output] = cut(base.map((costs, i) => costs.map(cost => cost + price[i])),
        round > 0 ? pairsOf(counts(masks[output])) : [], side, options.beta)
    }
    if (round === options.iterations - 2 && options.resolve) {
      const shown = masks.map(mask => images.filter(i => counts(mask)[i] > 0))
      for (let a = 0; a < many; a++) {
        for (let b = a + 1; b < many; b++) {
          if (shown[a].length < 2 || String(shown[a]) !== String(shown[b])) continue
          extra[a][shown[a][0]] = 1
          extra[b][shown[b][1]] = 1
        }
      }
    }
    const now = objective()
    if (Math.abs(before - now) / Math.abs(now) < 1e-6) break
    before = now
  }
  return masks
}

/** Which images may meet by half: of two that are shown, or of the three shown most. */
function pairsOf (counts: readonly number[]): Array<readonly [number, number]> {
  const shown = [...counts.keys()].filter(i => counts[i] > 0)
  if (shown.length === 2) return [[shown[0], shown[1]]]
  if (shown.length < 2) return []
  const [a, b, c] = shown.length === 3 ? shown : mostShown(counts, 3)
  return [[a, b], [a, c], [b, c]]
}

function cut (
  costs: readonly number[][], pairs: ReadonlyArray<readonly [number, number]>, side: number,
  beta: number
): Mask {
  const many = costs.length
  const shown = [...costs.map((_, i) => [i]), ...pairs]
  const weight = Math.trunc(1000 * beta / (side * side))
  const labels = swapped({
    cells: side * side,
    labels: shown.length,
    pairs: neighbours(side, side),
    cost: (cell, label) => Math.trunc(1e5 * (label < many
      ? costs[label][cell]
      : (costs[shown[label][0]][cell] + costs[shown[label][1]][cell]) / 2 - 5e-4)),
    apart (_pair, a, b) {
      if (a === b) return 0
      const [pure, half] = [Math.min(a, b), Math.max(a, b)]
      const near = pure < many && half >= many && shown[half].includes(pure)
      return weight * (near ? 25 : 100)
    }
  })
  return labels.map(label => costs.map((_, i) =>
    shown[label].filter(image => image === i).length / shown[label].length))
}
