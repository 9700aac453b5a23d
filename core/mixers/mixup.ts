import * as z from 'zod/mini'
import { defineMixer } from '../define/mixer.js'
import { nonnegative, option } from '../define/schemas.js'
import type { Draws } from '../contract/index.js'
import { numbers, own, over, times } from '../plan/layers.js'

/**
 * Mixup: every row becomes λ of itself and 1 - λ of its partner, and so does its target.
 *
 * Zhang et al., ICLR 2018, arXiv:1710.09412. Law of the authors' code
 * (facebookresearch/mixup-cifar10@eaff31a, `mixup_data`): one λ ~ Beta(alpha, alpha) a batch,
 * random pairing; alpha 0 means λ = 1, no mixing.
 *
 * Departures, off by default: a λ for every row; a second λ, drawn apart, for the targets; the
 * larger of λ and 1 - λ for the row (Berthelot et al., MixMatch, arXiv:1905.02249, eq. 9).
 */
export const mixup = defineMixer({
  name: 'mixup',
  domain: 'any',
  paper: 'arXiv:1710.09412',
  options: z.object({
    alpha: nonnegative.default(1).describe('λ ~ Beta(alpha, alpha); 0: no mixing'),
    per: option(z.enum(['batch', 'sample'])).default('batch').describe(
      'one λ a batch (the paper) or one a sample'
    ),
    targetLambda: option(z.enum(['same', 'independent'])).default('same').describe(
      'whether targets mix by the λ of the rows'
    ),
    atLeastHalf: option(z.boolean()).default(false).describe(
      'λ := max(λ, 1 - λ), so that a row stays itself for the most part, as in MixMatch'
    )
  }),

  plan ({ size, pair }, { alpha, per, targetLambda, atLeastHalf }, draw) {
    const partner = pair()
    const one = (name: string): number => {
      const lambda = drawLambda(draw, name, alpha)
      return atLeastHalf ? Math.max(lambda, 1 - lambda) : lambda
    }
    const column = (name: string): number | Float64Array =>
      per === 'batch' ? one(name) : Float64Array.from(times(size, () => one(name)))
    const lambda = column('lambda')
    if (targetLambda === 'same') return [own(), over(partner, { coefficient: rest(lambda) })]
    const drawn = column('targetLambda')
    // A column even of one: a layer whose weight is the number 0 is none for masks and boxes
    const weight = typeof drawn === 'number' ? Float64Array.of(drawn) : drawn
    return [own({ weight }), over(partner, { coefficient: rest(lambda), weight: rest(weight) })]
  }
})

/** λ ~ Beta(alpha, alpha), and 1 for alpha 0, which the authors' code takes as "off". */
export function drawLambda (draw: Draws, name: string, alpha: number): number {
  return alpha === 0 ? 1 : draw.beta(name, alpha)
}

/** What is left for the partner. */
export function rest (lambda: number | Float64Array): number | Float64Array {
  return typeof lambda === 'number' ? 1 - lambda : numbers(lambda.length, i => 1 - lambda[i])
}
