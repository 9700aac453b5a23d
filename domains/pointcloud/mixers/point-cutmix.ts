import * as z from 'zod/mini'
import { defineMixer, numbers, option, over, own, positive, probability,
  times } from '../../../core/index.js'
import type { Mask } from '../../../core/index.js'
import { nearestPoints } from '../nearest/nearest.js'
import { matched, taking } from './matched.js'
import { unequalOption } from './point-mixup.js'

/**
 * PointCutMix: some points become those of the partner that they are paired with: anywhere (R), or
 * the ones about a random point (K). The target follows their number.
 *
 * Zhang et al., Neurocomputing 2022, arXiv:2101.01461. Law of the authors' code (cuge1995/
 * PointCutMix): with probability ½ a batch is mixed, with one λ ~ Beta(beta, beta) for all, of
 * which ⌊λN⌋ points, one at least, become the partner's. `random` takes the same points of all
 * clouds; `nearest` those about one point of each, which the code draws without repetition from
 * 1024: here every cloud draws from its own. λ of the target is the exact share.
 *
 * Labels of points go with them.
 */
export const pointCutmix = defineMixer({
  name: 'point-cutmix',
  domain: 'pointcloud',
  paper: 'arXiv:2101.01461',
  options: z.object({
    beta: positive.default(1).describe('λ ~ Beta(beta, beta)'),
    probability: probability.default(0.5).describe('how often a batch is mixed'),
    points: option(z.enum(['random', 'nearest'])).default('random')
      .describe('points anywhere (PointCutMix-R), or about a random point (PointCutMix-K)'),
    unequal: unequalOption
  }),
  optionalSignals: ['coordinates'],

  plan (facts, { beta, probability: often, points, unequal }, draw) {
    const { size, frame: [most], pair } = facts
    if (!draw.chance('mix', often)) return [own()]
    const lambda = draw.beta('lambda', beta)
    const partner = pair()
    const { own: mine, order } = matched(facts, partner, draw, 'point-cutmix', unequal)
    const shared = points === 'random' ? draw.permutation('points', most) : new Int32Array(0)
    const chosen = times(size, row => {
      const count = mine(row).length / 3
      const cut = count === 0 ? 0 : Math.max(1, Math.floor(count * lambda))
      return points === 'random'
        ? shared.filter(point => point < count).slice(0, cut)
        : nearestPoints(mine(row), draw.int('query', count), cut)
    })
    const weight = numbers(size, row => chosen[row].length / Math.max(1, mine(row).length / 3))
    return [own({ weight: weight.map(share => 1 - share) }),
      over(partner, { view: [taking(order)], where: shownPoints(chosen, most), weight })]
  }
})

/** The mask of some points of every piece. */
export function shownPoints (chosen: readonly Int32Array[], most: number): Mask {
  const levels = new Uint8Array(chosen.length * most)
  chosen.forEach((list, row) => { list.forEach(point => { levels[row * most + point] = 1 }) })
  return { kind: 'mask', axes: ['point'], grid: [most], levels, of: 1 }
}
