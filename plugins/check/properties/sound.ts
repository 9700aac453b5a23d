import { check, describe } from '../../../core/index.js'
import { property } from '../property.js'
import { trials } from '../trials.js'

/** `check` accepts every plan, knowing domain and pools, and `describe` puts it in words. */
export const soundPlans = property(function * (entry, options) {
  const domain = entry.registry.domain(entry.domain)
  for (const { title, shape, plan } of trials(entry, options)) {
    check(plan, { domain, pools: { batch: { size: shape.size } } })
    if (!describe(plan).includes(plan.mixer)) yield `the description lacks the mixer at ${title}`
  }
})
