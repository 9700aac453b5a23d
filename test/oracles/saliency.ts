import fc from 'fast-check'
import {
  attentivemixPlus, comixup, greedyCycle, guidedmixup, puzzlemix
} from '../../domains/image/index.js'
import { noise } from '../../plugins/check/batches.js'
import { features, pixels, saliency } from '../catalogue/signals.js'
import { alpha } from './arbitraries.js'
import { naiveCoMixup } from './naive/comixup.js'
import { naiveGuided } from './naive/guided.js'
import { masked } from './naive/masked.js'
import { naivePuzzle } from './naive/puzzle.js'
import type { Oracle } from './oracle.js'
import { oracle } from './oracle.js'

const attentivemixPlusOracle = oracle({
  name: 'attentivemix-plus',
  options: fc.record({ alpha, channel: fc.constantFrom('mean' as const, 'last' as const) }),
  mixer: attentivemixPlus,
  signals: { features },
  outcome: ({ lambda, pair }, { size, height, width }, { channel }) => {
    const values = noise(size * 3 * 4 * 2, 23)
    const kept = Math.min(12, Math.max(1, Math.trunc(12 * lambda[0])))
    const strength = (row: number, cell: number): number => {
      const [first, last] = [values[(row * 12 + cell) * 2], values[(row * 12 + cell) * 2 + 1]]
      return channel === 'last' ? last : (first + last) / 2
    }
    const stronger = (row: number, cell: number): number => Array.from({ length: 12 }, (_, k) => k)
      .filter(k => strength(row, k) > strength(row, cell)).length
    return masked(pair, height, width, (row, y, x) => Number(stronger(row,
      Math.floor(y * 3 / height) * 4 + Math.floor(x * 4 / width)) >= kept))
  }
})

const guidedmixupOracle = oracle({
  name: 'guidedmixup',
  options: fc.constantFrom({}, { kernel: 3, sigma: 1 }, { kernel: 5, sigma: 0.5 },
    { kernel: 1, sigma: 2 }),
  mixer: blur => guidedmixup({ ...blur, pairing: greedyCycle(blur) }),
  signals: { saliency },
  outcome: (_drawn, shape, { kernel = 7, sigma = 3 }) => naiveGuided(shape, kernel, sigma)
})

const comixupOracle = oracle({
  name: 'comixup',
  options: fc.record({
    blocks: fc.constantFrom(1, 2), part: fc.constantFrom(2, 3, 20),
    kind: fc.constantFrom('hard' as const, 'soft' as const), resolve: fc.boolean(),
    iterations: fc.constantFrom(1, 3, 5), gamma: fc.constantFrom(0.2, 1),
    beta: fc.constantFrom(0.1, 0.6), eta: fc.constantFrom(0, 0.3),
    threshold: fc.constantFrom(0.2, 0.83)
  }),
  mixer: comixup,
  signals: { saliency },
  shapes: fc.record({
    size: fc.integer({ min: 1, max: 4 }), height: fc.integer({ min: 1, max: 7 }),
    width: fc.integer({ min: 1, max: 7 }), channels: fc.constantFrom(1, 3)
  }),
  outcome: naiveCoMixup
})

const puzzlemixOracle = oracle({
  name: 'puzzlemix',
  options: fc.record({
    alpha, labels: fc.constantFrom(2, 3, 4), beta: fc.constantFrom(0.3, 1.2),
    gamma: fc.constantFrom(0, 0.5, 1), eta: fc.constantFrom(0, 0.2),
    neighbours: fc.constantFrom(1, 2, 4), std: fc.constantFrom<number[]>([1], [0.5, 0.25, 1]),
    blocks: fc.constant<[number, number]>([1, 1]), transport: fc.constant(false)
  }),
  mixer: puzzlemix,
  signals: { saliency, pixels },
  // Sides that cells and the pixels that are compared divide
  shapes: fc.record({
    size: fc.integer({ min: 1, max: 4 }), height: fc.constantFrom(4, 8),
    width: fc.constantFrom(4, 8), channels: fc.constant(3)
  }),
  outcome: naivePuzzle
})

export const saliencyOracles: readonly Oracle[] =
  [attentivemixPlusOracle, guidedmixupOracle, comixupOracle, puzzlemixOracle]
