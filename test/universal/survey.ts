import type { Entry, Exemption } from '../catalogue/entry.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'
import { properties, propertyNames } from '../../plugins/check/properties/index.js'

/** One property of one mixer, tried with some or all of its option sets. */
export interface Finding {
  readonly mixer: string
  readonly property: PropertyName
  /** How many option sets were tried, and how many of them are exempt. */
  readonly tried: number
  readonly exempt: number
  /** What is wrong, in sentences. */
  readonly problems: readonly string[]
}

/** Steps of a short survey: without them all, `named-draws` cannot tell what is never drawn. */
const FEW = 2

/**
 * Tries a property on the backend in effect. Where all option sets are tried, an exemption that is
 * not needed is a problem too: at least one of those it is for must lack the property.
 *
 * @param sets - all option sets, or one, which differs from property to property, and few steps
 */
export async function survey (
  entry: Entry, property: PropertyName, sets: 'all' | 'one' = 'all'
): Promise<Finding> {
  const turn = propertyNames.indexOf(property) % entry.options.length
  const tried = sets === 'all' ? entry.options : [entry.options[turn]]
  const problems: string[] = []
  const needed = new Map<Exemption, boolean>()
  let exempt = 0
  for (const options of tried) {
    const short = sets === 'one' && property !== 'named-draws'
    const verdict = await properties[property](short ? { ...entry, steps: FEW } : entry, options)
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
  const demanded = sets === 'all' ? entry.exemptions : []
  for (const exemption of demanded.filter(each => each.property === property)) {
    if (needed.get(exemption) === true) continue
    problems.push(`${property} needs no exemption: ${exemption.reason}`)
  }
  return { mixer: entry.name, property, tried: tried.length, exempt, problems }
}
