import { parse, stringify } from '../../../core/index.js'
import { property } from '../property.js'
import { read, same } from '../same.js'
import { trials } from '../trials.js'

/** A plan that went through JSON is the same plan, and gives the same output bit for bit. */
export const jsonRoundTrip = property(async function * (entry, options) {
  for (const { title, mix, x, plan } of trials(entry, options)) {
    const text = stringify(plan)
    const parsed = parse(text)
    if (!same(parsed, plan)) yield `the plan is another one after JSON at ${title}`
    if (stringify(parsed) !== text) yield `the text is another one after JSON at ${title}`
    const before = await read(mix.apply({ x }, plan).x)
    const after = await read(mix.apply({ x }, parsed).x)
    if (!same(before, after)) yield `the output is another one after JSON at ${title}`
  }
})
