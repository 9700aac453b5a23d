import * as z from 'zod/mini'
import { defineMixer, own, positive, times, union } from '../../../core/index.js'
import { boundsOf, countOf } from '../points.js'
import { coordinatesOf } from './geometry.js'

/**
 * Box CutMix: what is in a box of a scene becomes what the partner has there; both are centred.
 *
 * CutMix (Yun et al., ICCV 2019, arXiv:1905.04899) in space; an extension of ours, there is no
 * reference. λ ~ Beta(alpha, alpha); a box of the share 1 - λ of the volume, with the proportions
 * of the bounds, about a random point of the scene. Columns go with their points; a label of the
 * whole follows the share of points.
 */
export const boxCutmix = defineMixer({
  name: 'box-cutmix',
  domain: 'pointcloud',
  paper: 'arXiv:1905.04899',
  options: z.object({ alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)') }),

  plan (facts, { alpha }, draw) {
    const { size, pair } = facts
    const partner = pair()
    const points = coordinatesOf(facts, 'batch', 'box-cutmix')
    const boxes = Float64Array.from(times(size, row => {
      const side = Math.cbrt(1 - draw.beta('lambda', alpha))
      const cloud = points(row)
      const count = countOf({ coordinates: cloud, columns: {} })
      if (count === 0) return [0, 0, 0, 0, 0, 0, 0]
      const { low, high } = boundsOf(cloud)
      const center = draw.int('center', count)
      const place = [0, 1, 2].map(axis => cloud[3 * center + axis] - (low[axis] + high[axis]) / 2)
      return [...place, ...Array.from(low, (least, axis) => side * (high[axis] - least)), 0]
    }).flat())
    const where = { kind: 'points', select: 'cuboids', parameters: { boxes } } as const
    const view = [{ step: 'center-points', to: 'middle' } as const]
    return [own({ view, where: { ...where, outside: true } }), union(partner, { view, where })]
  }
})
