import * as z from 'zod/mini'
import { arc, defineMixer, flip, numbers, option, own, positive } from '../../../core/index.js'

/**
 * Geodesic mixup: every row moves along the arc to its partner, and so does its target.
 *
 * Oh et al., NeurIPS 2023, arXiv:2203.03897; law of the authors' code
 * (changdaeoh/multimodal-mixup@f8e05fc, `sph_inter`): one λ ~ Beta(alpha, alpha) a batch, the
 * partner is the row of the batch reversed. Rows have length 1; so do the mixes.
 */
export const geodesic = defineMixer({
  name: 'geodesic',
  domain: 'embedding',
  paper: 'arXiv:2203.03897',
  options: z.object({
    alpha: positive.default(0.5).describe('λ ~ Beta(alpha, alpha), the share of the row itself'),
    per: option(z.enum(['batch', 'sample'])).default('batch').describe(
      'one λ a batch (the paper) or one a sample'
    )
  }),
  pairing: flip(),

  plan ({ size, pair }, { alpha, per }, draw) {
    const partner = pair()
    const rest = (): number => 1 - draw.beta('lambda', alpha)
    return [own(), arc(partner, { coefficient: per === 'batch' ? rest() : numbers(size, rest) })]
  }
})
