import type { Plan } from '../../../core/index.js'
import { targetTerms } from '../../../core/index.js'
import { property } from '../property.js'
import { trials } from '../trials.js'

/** What rounding of a few float64 weights may lose. */
const ROUNDING = 1e-12

/** The weights of an output are shares that sum to 1; those of a free mixer are only finite. */
export const convexWeights = property(function * (entry, options) {
  for (const { title, plan } of trials(entry, options)) {
    const free = last(plan).targets === 'free' || last(plan).targets === 'union'
    if (free !== (entry.weights === 'free')) yield `the plan's rule is another one at ${title}`
    const strengths = targetTerms(plan).map(({ strength }) => Array.from(strength as Float64Array))
    const inRange = free
      ? Number.isFinite
      : (weight: number) => weight >= 0 && weight <= 1 + ROUNDING
    if (!strengths.flat().every(inRange)) yield `a weight is out of range at ${title}`
    for (let output = 0; output < last(plan).size; output++) {
      const sum = strengths.reduce((total, strength) => total + strength[output], 0)
      if (!free && !(Math.abs(sum - 1) <= ROUNDING)) {
        yield `the weights of output ${output} sum to ${sum} at ${title}`
      }
    }
  }
})

/** The plan that gives the outputs of a chain. */
export function last (plan: Plan): Plan {
  return plan.then === undefined ? plan : last(plan.then)
}
