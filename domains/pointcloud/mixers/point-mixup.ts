import * as z from 'zod/mini'
import { defineMixer, numbers, option, over, own, positive } from '../../../core/index.js'
import type { Step } from '../../../core/index.js'
import { symmetryAngle } from '../symmetry.js'
import { turn } from '../steps/turn.js'
import { coordinatesOf } from './geometry.js'
import { matched, taking } from './matched.js'

/** What is done where two clouds have not as many points. */
export const unequalOption = option(z.enum(['resample', 'rectangular', 'error']))
  .default('resample')
  .describe('where clouds differ in size: random points of the partner, its best, or an error')

/**
 * PointMixup: the shortest way from one cloud to another, points paired so that they have the least
 * way to go; the target goes the same share of it.
 *
 * Chen et al., ECCV 2020, arXiv:2008.06374. Law of the authors' code (yunlu-chen/PointMixup): for
 * every row β ~ Beta(alpha, alpha), of which |β - ½| is taken from ½, so that a row keeps at least
 * half; pairs by the sum of distances, not of their squares. Features go with their points.
 *
 * `align` turns the partner about y until the planes of symmetry of both agree; `reference` mixes
 * the partner as it was, as a slip of the code does, though pairs are those of the turned one. The
 * authors' solver may give a point to two; ours never does.
 *
 * At a hidden layer: plan on the coordinates of the centroids there, apply to their features.
 */
export const pointMixup = defineMixer({
  name: 'point-mixup',
  domain: 'pointcloud',
  paper: 'arXiv:2008.06374',
  options: z.object({
    alpha: positive.default(0.4)
      .describe('β ~ Beta(alpha, alpha); 1.5 at hidden layers, more without rotations'),
    align: option(z.enum(['none', 'symmetry', 'reference'])).default('none')
      .describe('turns the partner about y until planes of symmetry agree'),
    unequal: unequalOption
  }),
  optionalSignals: ['coordinates'],

  plan (facts, { alpha, align, unequal }, draw) {
    const { size, pair } = facts
    const partner = pair()
    const rate = numbers(size, () => 0.5 - Math.abs(draw.beta('beta', alpha) - 0.5))
    const mine = coordinatesOf(facts, 'batch', 'point-mixup')
    const all = coordinatesOf(facts, partner.pool, 'point-mixup')
    const angle = align === 'none' ? new Float64Array(size) : numbers(size, row =>
      symmetryAngle(all(partner.rows[row])).angle - symmetryAngle(mine(row)).angle)
    const { order } = matched(facts, partner, draw, 'point-mixup', unequal, (points, row) => {
      if (align === 'none') return points
      const turned = points.slice()
      turn(turned, 'y', angle[row], [0, 0, 0])
      return turned
    })
    const turning: Step[] = align === 'symmetry'
      ? [{ step: 'rotate-points', axis: 'y', angle }]
      : []
    return [own(), over(partner, { view: [...turning, taking(order)], coefficient: rate })]
  }
})
