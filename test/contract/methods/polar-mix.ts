import * as z from 'zod'
import { defineMixer, numbers, own, probability, times, union } from '../../../core/index.js'
import { float64, unpainted } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** Counter-clockwise about the vertical axis, in radians. */
    'rotate-z': { readonly angle: Float64Array }
  }
}

/**
 * PolarMix: a sector of another scan instead of one's own, and its instances, also turned twice.
 *
 * Xiao et al., NeurIPS 2022, arXiv:2208.00223; the authors' code. A sector is open, between `from`
 * and `to` in yaw = -atan2(y, x); no swap is an empty one. Points bring their own labels.
 */
export const polarMix = defineMixer({
  name: 'polar-mix',
  domain: 'pointcloud',
  paper: 'arXiv:2208.00223',
  options: z.object({
    instances: z.array(z.int()).default([0, 1, 2, 3, 4, 5, 6, 7]),
    swap: probability.default(0.5)
  }),

  plan ({ size, pair }, { instances, swap }, draw) {
    const partner = pair()
    const spans = times(size, () => {
      if (!draw.chance('swap', swap)) return [0, 0]
      const from = draw.uniform('alpha', -Math.PI, 0)
      return [from, from + Math.PI]
    })
    const side = (k: number) => numbers(size, i => spans[i][k])
    const sector = {
      kind: 'points', select: 'sector', parameters: { from: side(0), to: side(1) }
    } as const
    const classes = {
      kind: 'points', select: 'classes', parameters: { classes: instances }
    } as const
    const third = 2 * Math.PI / 3
    const turned = (turn: number) => union(partner, {
      where: classes,
      view: [{
        step: 'rotate-z',
        angle: numbers(size, () => draw.uniform('omega', turn * third, (turn + 1) * third))
      }]
    })
    return {
      targets: 'union',
      layers: [
        own({ where: { ...sector, outside: true } }),
        union(partner, { where: sector }),
        union(partner, { where: classes }),
        turned(0),
        turned(1)
      ]
    }
  }
})

export const steps = { 'rotate-z': unpainted(z.object({ angle: float64 })) }
export const blends = { union: unpainted(z.object({})) }
