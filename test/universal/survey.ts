import type { Entry, Exemption } from '../catalogue/entry.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'
import { properties } from '../../plugins/check/properties/index.js'

/** One property of one mixer, tried with all of its option sets. */
export interface Finding {
  readonly mixer: string
  readonly property: PropertyName
  /** How many option sets were tried, and how many of them are exempt. */
  readonly tried: number
  readonly exempt: number
  /** What is wrong, in sentences. */
  readonly problems: readonly string[]
}

/**
 * Tries a property on the backend in effect. An exemption that is not needed is a problem too: at
 * least one of the option sets it is for must lack the property.
 */
export async function survey (entry: Entry, property: PropertyName): Promise<Finding> {
  const problems: string[] = []
  const needed = new Map<Exemption, boolean>()
  let exempt = 0
  for (const options of entry.options) {
    const verdict = await properties[property](entry, options)
    const exemption = entry.exemptions.find(each =>
      each.property === property && (each.when?.(options) ?? true))
    if (exemption === undefined) {
      if (verdict.holds) continue
      problems.push(`${property} with ${JSON.stringify(options)}: ${verdict.why}`)
    } else {
      exempt++
      needed.set(exemption, needed.get(exemption) === true || !verdict.holds)
    }
  }
  for (const exemption of entry.exemptions.filter(each => each.property === property)) {
    if (needed.get(exemption) === true) continue
    problems.push(`${property} needs no exemption: ${exemption.reason}`)
  }
  return { mixer: entry.name, property, tried: entry.options.length, exempt, problems }
}
