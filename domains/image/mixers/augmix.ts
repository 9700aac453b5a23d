import * as z from 'zod/mini'
import {
  defineMixer, numbers, option, over, positive, rows, times
} from '../../../core/index.js'
import { countTo } from '../bounded.js'
import { usualOperations } from '../operations/names.js'
import {
  drawOperation, none, operationList, operationStep, refusalsOf
} from '../steps/operation.js'

/**
 * AugMix: chains of operations on an image, mixed with each other and with the image itself; its
 * target stays what it is.
 *
 * Hendrycks et al., ICLR 2020, arXiv:1912.02781. Law of the authors' code
 * (google-research/augmix@9b9824c, `cifar.py` and `augmentations.py`): for every image shares of
 * the chains ~ Dirichlet(alpha), of all of them ~ Beta(alpha, alpha), and chains of 1 to `depth`
 * operations of Pillow on bytes, each with a level ~ U(0.1, severity) and either way.
 *
 * `consistency` gives three rows an image, all images as they are and two AugMixes of each, for
 * `augmixLoss`. The authors' scale of what is moved is the image's own size here, not a constant.
 *
 * Images are bytes on the host, or floats from 0 to 1, which become bytes on the way, on the host
 * or on the backends cpu, wasm and tensorflow. Three channels are red, green and blue.
 */
export const augmix = defineMixer({
  name: 'augmix',
  domain: 'image',
  paper: 'arXiv:1912.02781',
  pairing: 'own',
  options: z.object({
    width: countTo(32).default(3).describe('chains'),
    depth: countTo(32).default(3).describe('operations of a chain, at most'),
    fixedDepth: option(z.boolean()).default(false).describe('every chain has all of them'),
    severity: option(z.number().check(z.gt(0.1), z.lte(10))).default(3)
      .describe('the highest level of an operation; 1 on ImageNet'),
    alpha: positive.default(1).describe('of the shares of chains and of all of them'),
    operations: option(operationList).default([...usualOperations])
      .describe('what chains are made of; all are 13'),
    consistency: option(z.boolean()).default(false)
      .describe('three rows an image, for the loss of AugMix')
  }),
  refuses: ({ operations }) => refusalsOf(operations),

  plan ({ size }, chosen, draw) {
    const { width, depth, fixedDepth, severity, alpha, operations, consistency } = chosen
    const outputs = consistency ? 3 * size : size
    const first = consistency ? size : 0
    const decided = times(outputs - first, () => ({
      mixed: draw.beta('mixed', alpha),
      shares: draw.dirichlet('shares', alpha, width),
      chains: times(width, () => times(fixedDepth ? depth : draw.int('depth', 1, depth + 1),
        () => drawOperation(operations, severity, draw)))
    }))
    const source = (from: number) => ({ pool: 'batch', rows: rows(outputs - from, i => i % size) })
    // Each over what is there: what comes later takes its share from all before
    const share = (c: number) => numbers(decided.length, i => {
      const { mixed, shares } = decided[i]
      const later = shares.slice(c + 1).reduce((sum, each) => sum + each, 0)
      const left = 1 - mixed * later
      return left > 0 ? Math.min(1, mixed * shares[c] / left) : 0
    })
    return {
      size: outputs,
      layers: [
        over(source(0), { weight: 1 }),
        ...times(width, c => over(source(first), {
          outputs: rows(decided.length, i => first + i),
          view: times(depth, k => operationStep(operations,
            decided.map(({ chains }) => chains[c].at(k) ?? none))),
          coefficient: share(c),
          weight: 0
        }))
      ]
    }
  }
})
