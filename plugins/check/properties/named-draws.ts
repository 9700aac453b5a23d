import type { Plan } from '../../../core/index.js'
import { property } from '../property.js'
import { trials } from '../trials.js'

/** Nothing is drawn under a name that the catalogue does not list. */
export const namedDraws = property(function * (entry, options) {
  for (const { title, plan } of trials(entry, options)) {
    const strange = drawsOf(plan).find(name => !entry.draws.includes(name))
    if (strange !== undefined) yield `the draw "${strange}" is not in the catalogue, at ${title}`
  }
})

/** The names of all draws of a plan and those after it. */
export function drawsOf ({ draws, then }: Plan): string[] {
  return [...Object.keys(draws), ...then === undefined ? [] : drawsOf(then)]
}
