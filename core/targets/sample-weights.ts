import type { Plan } from '../contract/index.js'
import { requirePlan } from '../plan/require-plan.js'
import { outputCount, targetTerms } from './terms.js'

/**
 * How much every output counts in a loss: the sum of its target weights. 1 for nearly every mixer;
 * 0 for a pair that Local Mixup drops.
 *
 * @throws PLAN for what is no plan, and where a weight is live
 */
export function sampleWeights (plan: Plan): Float64Array {
  requirePlan(plan)
  const sums = new Float64Array(outputCount(plan))
  for (const { strength } of targetTerms(plan))
    (strength as Float64Array).forEach((weight, output) => { sums[output] += weight })
  return sums
}
