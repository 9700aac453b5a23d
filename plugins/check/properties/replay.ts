import { replay } from '../../../core/index.js'
import { property } from '../property.js'
import { same } from '../same.js'
import { alone, factsOf, readsPrevious, trials } from '../trials.js'

/** The recorded draws alone make the same plan from the same facts. */
export const replayedDraws = property(function * (entry, options) {
  const mixer = entry.make(options)
  for (const { title, x, step, plan } of trials(entry, options)) {
    const facts = factsOf(entry, { x }, step, readsPrevious(entry, options))
    const again = mixer.plan(facts, replay(plan), entry.registry.services)
    if (!same(alone(again), plan)) yield `the recorded draws make another plan at ${title}`
  }
})
