import * as z from 'zod/mini'
import { defineMixer, nonnegative, numbers, option, over, own } from '../../../core/index.js'

/**
 * Mixup of embeddings: every row becomes λ of itself and 1 - λ of its partner, on the chord between
 * them, or brought to length 1 again.
 *
 * Zhang et al., ICLR 2018, arXiv:1710.09412; at a hidden layer Verma et al., ICML 2019,
 * arXiv:1806.05236, whose λ ~ Beta(2, 2) this is: one a batch, random pairing.
 */
export const mixup = defineMixer({
  name: 'mixup',
  domain: 'embedding',
  paper: 'arXiv:1806.05236',
  options: z.object({
    alpha: nonnegative.default(2).describe('λ ~ Beta(alpha, alpha); 0: no mixing'),
    per: option(z.enum(['batch', 'sample'])).default('batch').describe('one λ a batch or a sample'),
    normalize: option(z.boolean()).default(false).describe('whether mixes get length 1')
  }),

  plan ({ size, pair }, { alpha, per, normalize }, draw) {
    const partner = pair()
    const rest = (): number => alpha === 0 ? 0 : 1 - draw.beta('lambda', alpha)
    const coefficient = per === 'batch' ? rest() : numbers(size, rest)
    return {
      layers: [own(), over(partner, { coefficient })],
      ...normalize && { after: [{ step: 'normalize', norm: 'euclidean' } as const] }
    }
  }
})
