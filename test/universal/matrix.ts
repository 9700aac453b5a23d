import type { Entry } from '../catalogue/entry.js'
import type { PropertyName } from '../../plugins/check/properties/index.js'
import { propertyNames } from '../../plugins/check/properties/index.js'
import type { Finding } from './survey.js'

/** A finding and the backend it was made on. */
export type Found = Finding & { readonly backend: string }

/** Mixers by properties, as a table in Markdown, and the exemptions with their reasons. */
export function matrix (entries: readonly Entry[], found: readonly Found[]): string {
  const names = entries.map(({ name }) => name)
  const table = propertyNames.map(property =>
    [property, ...names.map(name => cell(found, name, property))])
  const count = found.reduce((sum, { tried, exempt }) => sum + tried - exempt, 0)
  const exemptions = entries.flatMap(({ name, exemptions: list }) =>
    list.map(({ property, reason }) => `* ${name}, ${property}: ${reason}`))
  return [
    row(['', ...names]),
    row(['---', ...names.map(() => ':-:')]),
    ...table.map(row),
    '',
    `${count} checks of ${names.length} mixers and ${propertyNames.length} properties on ` +
      `${[...new Set(found.map(({ backend }) => backend))].join(' and ')}.`,
    '',
    `${exemptions.length} exemptions:`,
    ...exemptions,
    ''
  ].join('\n')
}

/** How many option sets have the property: all, all but those that are exempt, or not. */
function cell (found: readonly Found[], mixer: string, property: PropertyName): string {
  const here = found.filter(each => each.mixer === mixer && each.property === property)
  if (here.length === 0) return 'not run'
  const failed = here.filter(({ problems }) => problems.length > 0)
  if (failed.length > 0) return `FAILS on ${failed.map(({ backend }) => backend).join(', ')}`
  const [{ tried, exempt }] = here
  return exempt === 0 ? `${tried}` : `${tried - exempt} + ${exempt} exempt`
}

function row (cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
