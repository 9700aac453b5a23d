import { check, describe } from '../../../core/index.js'
import { property } from '../property.js'
import { factsOf, trials } from '../trials.js'

/** `check` accepts every plan, knowing domain and pools, and `describe` puts it in words. */
export const soundPlans = property(function * (entry, options) {
  const domain = entry.registry.domain(entry.domain)
  for (const { title, x, step, plan } of trials(entry, options)) {
    check(plan, { domain, pools: factsOf(entry, { x }, step).pools })
    if (!describe(plan).includes(plan.mixer)) yield `the description lacks the mixer at ${title}`
  }
})
