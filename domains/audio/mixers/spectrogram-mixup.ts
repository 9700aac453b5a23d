import * as z from 'zod/mini'
import type { Refusals } from '../../../core/index.js'
import { defineMixer, numbers, option, over, own, nonnegative,
  times } from '../../../core/index.js'
import { drawLambda } from '../../../core/mixers/mixup.js'

const blended = 'cannot follow powers, which are no linear blend of decibels'

/**
 * Mixup of spectrograms in decibels: of the decibels themselves, as log-mel features are usually
 * mixed, or of the powers they stand for, as sounds mix in a room.
 *
 * Zhang et al., arXiv:1710.09412; λ as in `mixup`, the same for the target.
 */
export const spectrogramMixup = defineMixer({
  name: 'spectrogram-mixup',
  domain: 'spectrogram',
  paper: 'arXiv:1710.09412',
  options: z.object({
    alpha: nonnegative.default(1).describe('λ ~ Beta(alpha, alpha); 0: no mixing'),
    per: option(z.enum(['batch', 'sample'])).default('batch')
      .describe('one λ a batch (the paper) or one a sample'),
    scale: option(z.enum(['log', 'power'])).default('log')
      .describe('what is mixed: decibels, or the powers of decibels')
  }),
  refuses: ({ scale }): Refusals =>
    scale === 'power' ? { mask: blended, boxes: blended } : {},

  plan ({ size, pair }, { alpha, per, scale }, draw) {
    const partner = pair()
    const lambda = Float64Array.from(
      times(per === 'sample' ? size : 1, () => drawLambda(draw, 'lambda', alpha)))
    const coefficient = lambda.map(share => 1 - share)
    if (scale === 'log') return [own(), over(partner, { coefficient })]
    return [own({ weight: numbers(lambda.length, i => lambda[i]) }),
      { source: partner, coefficient, weight: coefficient, blend: { step: 'blend-power' } }]
  }
})
