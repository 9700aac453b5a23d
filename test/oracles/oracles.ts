import type { ExecutionContext } from 'ava'
import test from 'ava'
import fc from 'fast-check'
import { useBackend } from '../../core/index.js'
import {
  cutmix, kerasCutmix, kerasMixup, manifoldMixup, mixup, timm, torchvisionCutmix, torchvisionMixup
} from '../../domains/image/index.js'
import { alpha, per, seed, shape } from './arbitraries.js'
import { examine } from './examine.js'
import { maskOracles } from './masks.js'
import { blended, drawnLambda } from './naive/blended.js'
import { authorsBox, cut } from './naive/cut.js'
import { naiveKerasCutmix } from './naive/keras.js'
import type { TimmOptions } from './naive/timm.js'
import { naiveTimm } from './naive/timm.js'
import { modelOracles } from './models.js'
import type { Oracle } from './oracle.js'
import { oracle } from './oracle.js'
import { difference } from './outcome.js'
import { partOracles } from './parts.js'
import { saliencyOracles } from './saliency.js'
import { soundOracles } from './sounds.js'

/** torchvision's partners. */
function rowsBefore (size: number): number[] {
  return Array.from({ length: size }, (_, row) => (row + size - 1) % size)
}

const mixupOracle = oracle({
  name: 'mixup',
  options: fc.record({
    alpha: fc.oneof(alpha, fc.constant(0)),
    per,
    targetLambda: fc.constantFrom('same' as const, 'independent' as const),
    atLeastHalf: fc.boolean()
  }),
  mixer: mixup,
  outcome: (drawn, _shape, { alpha: of, per: each, targetLambda, atLeastHalf }) => {
    const lambda = (name: string) => (row: number): number => {
      const own = drawnLambda(drawn, name, of, each)(row)
      return atLeastHalf && own < 0.5 ? 1 - own : own
    }
    return blended(drawn.pair, lambda('lambda'),
      lambda(targetLambda === 'same' ? 'lambda' : 'targetLambda'))
  }
})

const manifoldMixupOracle = oracle({
  name: 'manifold-mixup',
  options: fc.record({ alpha: fc.oneof(alpha, fc.constant(0)) }),
  mixer: manifoldMixup,
  outcome: (drawn, _shape, { alpha: of }) =>
    blended(drawn.pair, drawnLambda(drawn, 'lambda', of, 'batch'))
})

const torchvisionMixupOracle = oracle({
  name: 'torchvision-mixup',
  options: fc.record({ alpha }),
  mixer: torchvisionMixup,
  outcome: (drawn, { size }) =>
    blended(rowsBefore(size), () => drawn.lambda[0])
})

const kerasMixupOracle = oracle({
  name: 'keras-mixup',
  options: fc.record({ alpha }),
  mixer: kerasMixup,
  outcome: drawn => blended(drawn.pair, row => drawn.lambda[row])
})

const cutmixOracle = oracle({
  name: 'cutmix',
  options: fc.record({ alpha, per }),
  mixer: cutmix,
  outcome: ({ pair, lambda, centerY, centerX }, { height, width }, { per: each }) =>
    cut(pair, height, width, (row, y, x) => {
      const k = each === 'batch' ? 0 : row
      return authorsBox(lambda[k], centerY[k], centerX[k], height, width)(y, x)
    })
})

const torchvisionCutmixOracle = oracle({
  name: 'torchvision-cutmix',
  options: fc.record({ alpha }),
  mixer: torchvisionCutmix,
  outcome: ({ lambda, centerY, centerX }, { size, height, width }) => {
    // Half a side at once, as torchvision writes it
    const half = (length: number): number => Math.trunc(0.5 * Math.sqrt(1 - lambda[0]) * length)
    const [halfHeight, halfWidth] = [half(height), half(width)]
    return cut(rowsBefore(size), height, width, (_row, y, x) =>
      y >= centerY[0] - halfHeight && y < centerY[0] + halfHeight &&
      x >= centerX[0] - halfWidth && x < centerX[0] + halfWidth)
  }
})

const kerasCutmixOracle = oracle({
  name: 'keras-cutmix',
  options: fc.record({ factor: fc.constantFrom<Array<[number, number]>>([0, 1], [1, 1], [2, 3]) }),
  mixer: kerasCutmix,
  outcome: naiveKerasCutmix
})

const timmOptions: fc.Arbitrary<TimmOptions> = fc.record({
  mixupAlpha: fc.constantFrom(0, 0.8),
  cutmixAlpha: fc.constantFrom(0.05, 1),
  cutmixMinmax: fc.constantFrom<Array<[number, number] | undefined>>(undefined, undefined, [0, 1]),
  probability: fc.constantFrom(1, 0.7),
  switchProbability: fc.constantFrom(0.5, 0.9),
  mode: fc.constantFrom('batch', 'pair', 'elem', 'half'),
  correctLambda: fc.boolean()
})

const timmOracle = oracle({
  name: 'timm', options: timmOptions, mixer: timm, outcome: naiveTimm
})

/** Naive versions of all mixers of images and of spectrograms. */
export const oracles: readonly Oracle[] = [
  mixupOracle,
  manifoldMixupOracle,
  torchvisionMixupOracle,
  kerasMixupOracle,
  cutmixOracle,
  torchvisionCutmixOracle,
  kerasCutmixOracle,
  timmOracle,
  ...maskOracles,
  ...partOracles,
  ...modelOracles,
  ...saliencyOracles,
  ...soundOracles
]

/** Looks for options and a batch for which a mixer gives something else. */
export const agrees = test.macro(async (
  t: ExecutionContext, { options, mixer, outcome, signals, shapes = shape }: Oracle,
  backend: string, runs: number
) => {
  await useBackend(backend)
  examine(t, runs, [options, shapes, seed], (chosen, size, each) =>
    difference(mixer(chosen), size, each, drawn => outcome(drawn, size, chosen), signals))
})
