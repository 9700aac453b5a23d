import * as z from 'zod'
import { count, defineMixer, own, positive, sum, times } from '../../../core/index.js'

/**
 * d-mixup: as many rows at once as `points`, by shares from a symmetric Dirichlet, one for a batch.
 *
 * Chidambaram and Ge, ICLR 2024, arXiv:2306.00740; 2014mchidamb/temp-scaling-limitations. The first
 * row keeps its place.
 */
export const dMixup = defineMixer({
  name: 'd-mixup',
  domain: 'any',
  paper: 'arXiv:2306.00740',
  options: z.object({ points: count.default(3), alpha: positive.default(1) }),

  plan ({ pair }, { points, alpha }, draw) {
    const [first, ...others] = draw.dirichlet('shares', alpha, points)
    return [
      own({ coefficient: first }),
      ...times(points - 1, k => sum(pair(), { coefficient: others[k] }))
    ]
  }
})
