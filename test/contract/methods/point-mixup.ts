import * as z from 'zod'
import { defineMixer, numbers, over, own, positive } from '../../../core/index.js'
import type { Given } from '../method.js'
import { int32, unpainted } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Point k of piece p becomes its point `order[p, k]`. */
    reorder: { readonly order: Int32Array }
  }
}

/** Which point of its partner every point of a cloud is moved to: `[rows, points]`, one to one. */
export type Match = (partner: Int32Array) => Int32Array

/**
 * PointMixup: every point on its way to the one that an optimal assignment gives it.
 *
 * Chen et al., ECCV 2020, arXiv:2008.06374; yunlu-chen/PointMixup. m = ½ - |β - ½| for every row,
 * so that a cloud keeps at least half of itself.
 */
export const pointMixup = defineMixer({
  name: 'point-mixup',
  domain: 'pointcloud',
  paper: 'arXiv:2008.06374',
  options: z.object({ alpha: positive.default(1) }),
  signals: ['match'],

  plan ({ size, pair, signals: { match } }: Given<{ match: Match }>, { alpha }, draw) {
    const partner = pair()
    return [own(), over(partner, {
      view: [{ step: 'reorder', order: match(partner.rows) }],
      coefficient: numbers(size, () => 0.5 - Math.abs(draw.beta('lambda', alpha) - 0.5))
    })]
  }
})

export const steps = { reorder: unpainted(z.object({ order: int32 })) }
