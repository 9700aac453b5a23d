import * as z from 'zod/mini'
import type { Layer, Plan } from '../../../core/index.js'
import { arc, defineMixer, nonnegative, positive, rows } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { forLoss } from '../for-loss.js'
import type { Pairs } from '../parts/pairs.js'
import { checkPairs } from '../parts/pairs.js'

/** How strongly each kind of mix counts beside CLIP's loss; 0: not at all. */
export interface Weights<Number = number> {
  readonly v: Number
  readonly l: Number
  readonly vl: Number
  readonly m2: Number
}

/** λ of every kind, the share of the row itself (of the image, in m²-Mix), and their weights. */
export interface MultiModalMix {
  readonly lambdas: Weights
  readonly weights: Weights
  readonly plan: Plan
}

const kinds = ['v', 'l', 'vl', 'm2'] as const

/**
 * m³-Mix: V-Mix of images with images, L-Mix of texts with texts, VL-Mix of both by one λ, m²-Mix
 * of images with their own texts, whichever has a weight; a λ for each.
 *
 * Oh et al., NeurIPS 2023, arXiv:2203.03897; changdaeoh/multimodal-mixup@f8e05fc, `do_train`: drawn
 * in this order; V and L by one alpha. The defaults are the scripts' of m²-Mix alone. Called within
 * a loss it gives what `multiModalLoss` takes.
 */
export const multiModalMix = forLoss(defineMixer({
  name: 'm3-mix',
  domain: 'embedding',
  paper: 'arXiv:2203.03897',
  pairing: 'own',
  options: z.object({
    v: nonnegative.default(0).describe('weight of V-Mix'),
    l: nonnegative.default(0).describe('weight of L-Mix'),
    vl: nonnegative.default(0).describe('weight of VL-Mix'),
    m2: nonnegative.default(0.01).describe('weight of m²-Mix'),
    alpha: positive.default(0.5).describe('λ ~ Beta(alpha, alpha) of V-Mix and L-Mix'),
    alphaVl: positive.default(0.5).describe('the same of VL-Mix'),
    alphaM2: positive.default(0.5).describe('the same of m²-Mix')
  }),
  pools: ['text'],
  pictures: ['text'],

  plan ({ size }, { v, l, vl, m2, alpha, alphaVl, alphaM2 }, draw) {
    const layers: Layer[] = []
    const own = rows(size, i => i)
    const back = rows(size, i => size - 1 - i)
    let made = 0
    const mix = (
      first: 'batch' | 'text', second: 'batch' | 'text', other: Int32Array, lambda: number
    ): void => {
      const outputs = rows(size, i => made + i)
      layers.push({ source: { pool: first, rows: own }, outputs, weight: 1 },
        arc({ pool: second, rows: other }, { outputs, coefficient: 1 - lambda, weight: 0 }))
      made += size
    }
    if (v > 0) mix('batch', 'batch', back, draw.beta('v', alpha))
    if (l > 0) mix('text', 'text', back, draw.beta('l', alpha))
    if (vl > 0) {
      const lambda = draw.beta('vl', alphaVl)
      mix('batch', 'batch', back, lambda)
      mix('text', 'text', back, lambda)
    }
    if (m2 > 0) mix('batch', 'text', own, draw.beta('m2', alphaM2))
    const anchor = { rule: 'repeat', each: made / size, count: size } as const
    return {
      size: made,
      layers,
      ...made > 0 && { synthetic: [{ role: 'soft', count: made, anchor } as const] }
    }
  }
}), ({ image, text, plan }: Pairs & { readonly plan?: Plan }, make): MultiModalMix => {
  checkPairs({ image, text }, 'm3-mix')
  const made = plan ?? make({ x: image }, { text: { x: text } })
  if (made.mixer !== 'm3-mix') throw fail('INPUT', 'm3-mix', 'plan', 'must be its own', made.mixer)
  const each = (value: (kind: typeof kinds[number]) => number): Weights =>
    ({ v: value('v'), l: value('l'), vl: value('vl'), m2: value('m2') })
  return {
    lambdas: each(kind => made.draws[kind]?.[0] ?? 1),
    weights: each(kind => made.options[kind] as number),
    plan: made
  }
})
