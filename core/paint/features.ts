import type { Tensor } from '@tensorflow/tfjs-core'
import type { Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import { requirePlan } from '../plan/require-plan.js'
import { checkTensor } from '../tensor/index.js'
import { paintRows } from './dense.js'

/**
 * Mixes the outputs of a hidden layer by a plan: manifold mixup, or CutMix on a feature map, whose
 * boxes are scaled to its resolution. For plans of whole rows, boxes and masks.
 *
 * @param hidden - float32 `[plan's batch rows, ...axes, …]`; the axes may have other lengths than
 *   the plan's frame
 * @param pools - hidden outputs of the other pools the plan names
 * @returns float32 `[plan.size, …]`, the caller's; differentiable with respect to `hidden`
 * @throws INPUT for a rank too low for the plan's regions, POOL for a pool that is not given, PLAN
 *   for what is no plan
 */
export function mixFeatures<T extends Tensor> (
  hidden: T, plan: Plan | Plan<Tensor>, pools: Readonly<Record<string, Tensor>> = {}
): T {
  checkTensor(hidden, 'mixFeatures', 'hidden')
  requirePlan(plan)
  const regional = plan.layers.some(({ where }) => where !== undefined)
  if (regional && hidden.rank < 1 + plan.axes.length) {
    throw fail('INPUT', 'mixFeatures', 'hidden',
      `must have the axes ${plan.axes.join(', ')} after its rows`, hidden)
  }
  return paintRows(plan, { ...pools, batch: hidden }, {}, 'mixFeatures') as T
}
