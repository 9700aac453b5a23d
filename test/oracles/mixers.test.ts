import test from 'ava'
import fc from 'fast-check'
import type { ConfiguredMixer } from '../../core/index.js'
import { useBackend } from '../../core/index.js'
import {
  cutmix, kerasCutmix, kerasMixup, manifoldMixup, mixup, timm, torchvisionCutmix, torchvisionMixup
} from '../../domains/image/index.js'
import type { Shape } from '../universal/batches.js'
import { alpha, per, seed, shape } from './arbitraries.js'
import { blended, drawnLambda } from './naive/blended.js'
import { authorsBox, cut } from './naive/cut.js'
import { naiveKerasCutmix } from './naive/keras.js'
import type { TimmOptions } from './naive/timm.js'
import { naiveTimm } from './naive/timm.js'
import type { Drawn, Outcome } from './outcome.js'
import { difference } from './outcome.js'

/** A mixer with options, and what its draws must make of a batch. */
interface Oracle<Options> {
  readonly name: string
  readonly options: fc.Arbitrary<Options>
  mixer (options: NoInfer<Options>): ConfiguredMixer
  outcome (drawn: Drawn, shape: Shape, options: Options): Outcome
}

function agrees<Options> ({ name, options, mixer, outcome }: Oracle<Options>, runs: number): void {
  for (const backend of ['cpu', 'wasm']) {
    test.serial(`${name} gives what its naive version gives on ${backend}`, async t => {
      await useBackend(backend)
      fc.assert(fc.property(options, shape, seed, (chosen, size, each) => {
        const wrong = difference(mixer(chosen), size, each, drawn => outcome(drawn, size, chosen))
        if (wrong !== undefined) throw new Error(wrong)
      }), { numRuns: runs, seed: 5, includeErrorInReport: true })
      t.pass()
    })
  }
}

const RUNS = 120

agrees({
  name: 'mixup',
  options: fc.record({
    alpha: fc.oneof(alpha, fc.constant(0)),
    per,
    targetLambda: fc.constantFrom('same' as const, 'independent' as const)
  }),
  mixer: mixup,
  outcome: (drawn, _shape, { alpha: of, per: each, targetLambda }) => blended(
    drawn.pair,
    drawnLambda(drawn, 'lambda', of, each),
    drawnLambda(drawn, targetLambda === 'same' ? 'lambda' : 'targetLambda', of, each))
}, RUNS)

agrees({
  name: 'manifold-mixup',
  options: fc.record({ alpha: fc.oneof(alpha, fc.constant(0)) }),
  mixer: manifoldMixup,
  outcome: (drawn, _shape, { alpha: of }) =>
    blended(drawn.pair, drawnLambda(drawn, 'lambda', of, 'batch'))
}, RUNS)

agrees({
  name: 'torchvision-mixup',
  options: fc.record({ alpha }),
  mixer: torchvisionMixup,
  outcome: (drawn, { size }) =>
    blended(Array.from({ length: size }, (_, row) => (row + size - 1) % size), () => drawn.lambda[0])
}, RUNS)

agrees({
  name: 'keras-mixup',
  options: fc.record({ alpha }),
  mixer: kerasMixup,
  outcome: drawn => blended(drawn.pair, row => drawn.lambda[row])
}, RUNS)

agrees({
  name: 'cutmix',
  options: fc.record({ alpha, per }),
  mixer: cutmix,
  outcome: ({ pair, lambda, centerY, centerX }, { height, width }, { per: each }) =>
    cut(pair, height, width, (row, y, x) => {
      const k = each === 'batch' ? 0 : row
      return authorsBox(lambda[k], centerY[k], centerX[k], height, width)(y, x)
    })
}, 2 * RUNS)

agrees({
  name: 'torchvision-cutmix',
  options: fc.record({ alpha }),
  mixer: torchvisionCutmix,
  outcome: ({ lambda, centerY, centerX }, { size, height, width }) => {
    // Half a side at once, as torchvision writes it
    const half = (length: number): number => Math.trunc(0.5 * Math.sqrt(1 - lambda[0]) * length)
    const [halfHeight, halfWidth] = [half(height), half(width)]
    const partners = Array.from({ length: size }, (_, row) => (row + size - 1) % size)
    return cut(partners, height, width, (_row, y, x) =>
      y >= centerY[0] - halfHeight && y < centerY[0] + halfHeight &&
      x >= centerX[0] - halfWidth && x < centerX[0] + halfWidth)
  }
}, 2 * RUNS)

agrees({
  name: 'keras-cutmix',
  options: fc.record({ factor: fc.constantFrom<Array<[number, number]>>([0, 1], [1, 1], [2, 3]) }),
  mixer: kerasCutmix,
  outcome: naiveKerasCutmix
}, 2 * RUNS)

const timmOptions: fc.Arbitrary<TimmOptions> = fc.record({
  mixupAlpha: fc.constantFrom(0, 0.8),
  cutmixAlpha: fc.constantFrom(0.05, 1),
  cutmixMinmax: fc.option(fc.constant<[number, number]>([0, 1]), { nil: undefined }),
  probability: fc.constantFrom(1, 0.7),
  switchProbability: fc.constantFrom(0.5, 0.9),
  mode: fc.constantFrom('batch', 'pair', 'elem', 'half'),
  correctLambda: fc.boolean()
})

agrees({ name: 'timm', options: timmOptions, mixer: timm, outcome: naiveTimm }, 5 * RUNS)
