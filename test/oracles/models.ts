import fc from 'fast-check'
import { attentivemix, smmix, tokenCutmix, transmix } from '../../domains/image/index.js'
import { noise } from '../../plugins/check/batches.js'
import { attention, features } from '../catalogue/signals.js'
import { alpha } from './arbitraries.js'
import { authorsBox, cut } from './naive/cut.js'
import { masked } from './naive/masked.js'
import type { Oracle } from './oracle.js'
import { oracle } from './oracle.js'

/** Partners by flip. */
function flipped (size: number): number[] {
  return Array.from({ length: size }, (_, row) => size - 1 - row)
}

const transmixOracle = oracle({
  name: 'transmix',
  options: fc.record({ alpha }),
  mixer: transmix,
  outcome: ({ lambda, centerY, centerX }, { size, height, width }) =>
    cut(flipped(size), height, width, (_row, y, x) =>
      authorsBox(lambda[0], centerY[0], centerX[0], height, width)(y, x))
})

const tokenCutmixOracle = oracle({
  name: 'token-cutmix',
  options: fc.record({ alpha, patch: fc.constantFrom(1, 2, 3, 20) }),
  mixer: tokenCutmix,
  outcome: ({ lambda, centerY, centerX, pair }, { height, width }, { patch }) => {
    const [rows, columns] = [height, width].map(side => Math.ceil(side / patch))
    const inBox = authorsBox(lambda[0], centerY[0], centerX[0], rows, columns)
    return cut(pair, height, width, (_row, y, x) =>
      inBox(Math.floor(y / patch), Math.floor(x / patch)))
  }
})

const attentivemixOracle = oracle({
  name: 'attentivemix',
  options: fc.record({ cells: fc.constantFrom(1, 5, 12, 30) }),
  mixer: attentivemix,
  signals: { features },
  outcome: ({ pair }, { size, height, width }, { cells }) => {
    const values = noise(size * 3 * 4 * 2, 23)
    const strength = (row: number, cell: number): number =>
      (values[(row * 12 + cell) * 2] + values[(row * 12 + cell) * 2 + 1]) / 2
    const stronger = (row: number, cell: number): number => Array.from({ length: 12 }, (_, k) => k)
      .filter(k => strength(row, k) > strength(row, cell)).length
    return masked(pair, height, width, (row, y, x) => Number(stronger(row,
      Math.floor(y * 3 / height) * 4 + Math.floor(x * 4 / width)) >= cells))
  }
})

const smmixOracle = oracle({
  name: 'smmix',
  options: fc.record({ side: fc.constantFrom<Array<[number, number]>>([0.25, 0.75], [0.5, 1]) }),
  mixer: smmix,
  signals: { attention },
  // Tokens that fill the image: nothing is resized
  shapes: fc.record({
    size: fc.integer({ min: 1, max: 4 }), height: fc.constantFrom(4, 8, 12),
    width: fc.constantFrom(5, 10), channels: fc.constantFrom(1, 3)
  }),
  outcome: ({ side: [side] }, { size, height, width }) => {
    const values = noise(size * 20, 22, 0, 1)
    const square = (row: number, sign: number): readonly [number, number] => {
      let [best, at] = [-Infinity, [0, 0] as readonly [number, number]]
      for (let top = 0; top <= 4 - side; top++) {
        for (let left = 0; left <= 5 - side; left++) {
          let sum = 0
          for (let k = 0; k < side * side; k++)
            sum += values[row * 20 + (top + Math.floor(k / side)) * 5 + left + k % side]
          if (sign * sum > best) [best, at] = [sign * sum, [top, left]]
        }
      }
      return at
    }
    const [tall, wide] = [height / 4, width / 5]
    const partner = flipped(size)
    const into = partner.map((_, row) => square(row, -1))
    const from = partner.map(row => square(row, 1))
    const inside = (row: number, y: number, x: number): boolean => {
      const [top, left] = into[row]
      return y >= top * tall && y < (top + side) * tall &&
        x >= left * wide && x < (left + side) * wide
    }
    const outcome = cut(partner, height, width, inside)
    return {
      ...outcome,
      pixel: (row, y, x) => inside(row, y, x)
        ? [[partner[row], 1, [y + (from[row][0] - into[row][0]) * tall,
          x + (from[row][1] - into[row][1]) * wide]]]
        : [[row, 1]]
    }
  }
})

export const modelOracles: readonly Oracle[] =
  [transmixOracle, tokenCutmixOracle, attentivemixOracle, smmixOracle]
