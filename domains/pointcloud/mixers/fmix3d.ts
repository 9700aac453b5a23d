import * as z from 'zod/mini'
import { count, defineMixer, option, own, positive, rows, times,
  union } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
// Brings the rule of its masks
import '../../../core/plan/fourier-mask.js'
import { boundsOf } from '../points.js'
import { coordinatesOf } from './geometry.js'

/**
 * FMix of clouds: a smooth random mask over the bounds of both scenes shows the row where it is
 * bright, and the partner where it is dark.
 *
 * Harris et al., arXiv:2002.12047, whose masks may have three axes; on clouds an extension of ours.
 * λ ~ Beta(alpha, alpha) is the share of the cells that are the row's. Columns go with their
 * points; a label of the whole follows the share of points.
 */
export const fmix3d = defineMixer({
  name: 'fmix3d',
  domain: 'pointcloud',
  paper: 'arXiv:2002.12047',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    decay: positive.default(3).describe('how fast the spectrum of the mask falls off'),
    side: count.default(24).describe('cells of the mask along an axis, at most 256'),
    variant: option(z.enum(['reference', 'paper'])).default('paper')
      .describe('masks without direction, or with that of the code')
  }),

  plan (facts, { alpha, decay, side, variant }, draw) {
    const { size, pair } = facts
    if (side > 256) throw fail('OPTION', 'fmix3d', 'side', 'must be at most 256', side)
    const partner = pair()
    const mine = coordinatesOf(facts, 'batch', 'fmix3d')
    const theirs = coordinatesOf(facts, partner.pool, 'fmix3d')
    const bounds = times(size, row => {
      const [a, b] = [boundsOf(mine(row)), boundsOf(theirs(partner.rows[row]))]
      const finite = (value: number): number => Number.isFinite(value) ? value : 0
      return {
        low: Array.from(a.low, (low, axis) => finite(Math.min(low, b.low[axis]))),
        high: Array.from(a.high, (high, axis) => finite(Math.max(high, b.high[axis])))
      }
    })
    const cells = rows(size, () => {
      const exact = draw.beta('lambda', alpha) * side * side * side
      return (draw.chance('roundUp', 0.5) ? Math.ceil : Math.floor)(exact)
    })
    const where = {
      kind: 'points',
      select: 'cells',
      parameters: {
        low: Float64Array.from(bounds.flatMap(({ low }) => low)),
        high: Float64Array.from(bounds.flatMap(({ high }) => high)),
        side,
        mask: { rule: 'fourier-mask', seed: draw.seed('noise'), decay, cells,
          spectrum: variant === 'paper' ? 'isotropic' : 'reference' }
      }
    } as const
    return [own({ where }), union(partner, { where: { ...where, outside: true } })]
  }
})
