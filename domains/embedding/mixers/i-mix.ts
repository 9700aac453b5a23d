import * as z from 'zod/mini'
import { defineMixer, numbers, over, own, positive } from '../../../core/index.js'

/**
 * i-Mix: mixup of the views that are told apart, the index of a row as its label.
 *
 * Lee et al., ICLR 2021, arXiv:2010.08887; law of the authors' code (kibok90/imix@d40fabe,
 * `builder.py`): λ = max(b, 1 - b), b ~ Beta(alpha, alpha), a row each; a random permutation.
 * `infoNCE({ plan })` and `byol({ plan })` read the targets.
 */
export const iMix = defineMixer({
  name: 'i-mix',
  domain: 'any',
  paper: 'arXiv:2010.08887',
  options: z.object({
    alpha: positive.default(1).describe('b ~ Beta(alpha, alpha), λ = max(b, 1 - b)')
  }),

  plan ({ size, pair }, { alpha }, draw) {
    const partner = pair()
    const drawn = numbers(size, () => draw.beta('lambda', alpha))
    return [own(), over(partner, { coefficient: drawn.map(b => Math.min(b, 1 - b)) })]
  }
})
