import type { Shape } from '../../../plugins/check/batches.js'
import { cellsOf, noise } from '../../../plugins/check/batches.js'
import type { Drawn, Outcome } from '../outcome.js'
import { cellMeans, cheapest, neighbours } from './labelled.js'
import { masked } from './masked.js'

export interface NaivePuzzle {
  readonly labels: number
  readonly beta: number
  readonly gamma: number
  readonly eta: number
  readonly neighbours: number
  readonly std: number[]
}

/** PuzzleMix on a grid of 2 × 2, its labels the cheapest of all. */
export function naivePuzzle (drawn: Drawn, shape: Shape, options: NaivePuzzle): Outcome {
  const labels = Array.from({ length: shape.size }, (_, row) =>
    puzzleLabelling(drawn.lambda[0], row, drawn.pair[row], shape, options))
  return masked(drawn.pair, shape.height, shape.width, (row, y, x) =>
    labels[row][cellAt(shape, y, x)] / (options.labels - 1))
}

export function cellAt ({ height, width }: Shape, y: number, x: number): number {
  return Math.floor(y * 2 / height) * 2 + Math.floor(x * 2 / width)
}

/** Labels of the four cells of a row, by the authors' energy before it is written otherwise. */
export function puzzleLabelling (
  lambda: number, row: number, partner: number, shape: Shape,
  { labels: many, beta, gamma, eta, neighbours: reach, std }: NaivePuzzle
): number[] {
  const { size, height, width, channels } = shape
  const maps = noise(size * height * width, 21, 0, 1)
  const colours = noise(cellsOf(shape), 24, 0, 1)
  const salient = (of: number): number[] => cellMeans(
    maps.subarray(of * height * width, (of + 1) * height * width), height, width, 2)
  const block = Math.min(reach, Math.min(height, width) / 2)
  const pooled = (of: number, y: number, x: number, c: number): number => {
    let sum = 0
    for (let k = 0; k < block * block; k++) {
      const [down, across] = [y * block + Math.floor(k / block), x * block + k % block]
      sum += colours[((of * height + down) * width + across) * channels + c] * std[c % std.length]
    }
    return sum / block ** 2
  }
  // How much a differs before a border from b after it
  const penalty = (pair: readonly [number, number], a: number, b: number): number => {
    const [upper, lower] = pair
    const [rows, columns] = [height / 2 / block, width / 2 / block]
    const [top, left] = [Math.floor(upper / 2) * rows, upper % 2 * columns]
    const vertical = lower - upper === 2
    const strips = vertical ? columns : rows
    let sum = 0
    for (let strip = 0; strip < strips; strip++) {
      for (let c = 0; c < channels; c++) {
        sum += vertical
          ? Math.abs(pooled(a, top + rows - 1, left + strip, c) -
            pooled(b, top + rows, left + strip, c))
          : Math.abs(pooled(a, top + strip, left + columns - 1, c) -
            pooled(b, top + strip, left + columns, c))
      }
    }
    return beta / 2 / 16 * gamma * sum / (strips * channels)
  }
  const pairs = neighbours(2, 2)
  const own = salient(partner)
  const other = salient(row)
  const weights = pairs.map(pair => {
    const [both, ownFirst, otherFirst, neither] = [
      penalty(pair, row, row), penalty(pair, row, partner), penalty(pair, partner, row),
      penalty(pair, partner, partner)
    ]
    own[pair[0]] += (ownFirst + both) / 2
    other[pair[0]] += (otherFirst + neither) / 2
    own[pair[1]] += (otherFirst + both) / 2
    other[pair[1]] += (ownFirst + neither) / 2
    return Math.max(0, Math.trunc(4000 * ((ownFirst + otherFirst - both - neither) / 2 +
      beta / 2 / 16)))
  })
  const steps = many - 1
  const ways = [[1, 1], [1, 2, 1], [1, 3, 3, 1]][many - 2]
  return cheapest({
    cells: 4, labels: many, pairs,
    cost (cell, j) {
      const prior = -eta / 4 * Math.log(ways[j] * lambda ** (steps - j) * (1 - lambda) ** j + 1e-8)
      return steps ** 2 *
        Math.trunc(4000 * ((1 - j / steps) * own[cell] + j / steps * other[cell] + prior))
    },
    apart: (pair, a, b) => weights[pair] * (a - b) ** 2
  })
}
