import { fail } from '../../../core/errors.js'
import type { Block, Categories } from '../categorical.js'
import type { ColumnSummary } from './cells.js'
import type { Coding, TableChoice } from './options.js'

/** A column of a table that is learned from, and which features it became. */
export interface FeatureColumn {
  readonly name: string
  /** Its place among the cells of a row. */
  readonly cell: number
  /** The first of its features; a column of numbers has one, of categories one a level. */
  readonly start: number
  /** Texts of a column of categories, in the order of their features. */
  readonly levels?: readonly string[]
  /** The feature of every level as it was read; where there is one more, it is of missing ones. */
  readonly features?: readonly number[]
  readonly coding?: Coding
}

/** Which cells of a row are features, targets, weight and group. */
export interface Layout {
  readonly columns: readonly FeatureColumn[]
  /** The name of every feature: a column, or `colour=red`. */
  readonly features: readonly string[]
  readonly targets: ReadonlyArray<{ readonly name: string, readonly cell: number }>
  readonly weight?: number
  readonly group?: number
  /** For `categorical`: the features that are kept, and those that are taken whole. */
  readonly categories: Categories
}

/** The level of a category that is missing, where that is allowed. */
export const MISSING = '(missing)'

/**
 * Decides which part every column has.
 *
 * @param source - the file, for errors
 * @throws FORMAT with a sentence that names the column and what to do about it: ids, texts, dates,
 *   columns with missing or no numbers; UNKNOWN_NAME for a column that is not there
 */
export function layoutOf (
  source: string, summaries: readonly ColumnSummary[], choice: TableChoice
): Layout {
  const names = summaries.map(({ name }) => name)
  const cellOf = (name: string): number => {
    const cell = names.indexOf(name)
    if (cell < 0) throw fail('UNKNOWN_NAME', 'column', name, names)
    return cell
  }
  const targets = choice.targets.map(name => ({ name, cell: cellOf(name) }))
  const weight = choice.weight === undefined ? undefined : cellOf(choice.weight)
  const group = choice.group === undefined ? undefined : cellOf(choice.group)
  const parts = new Set([...targets.map(({ cell }) => cell), weight, group])
  const chosen = choice.features === undefined
    ? names.map((_, cell) => cell).filter(cell => !parts.has(cell))
    : [...new Set([...choice.features, ...Object.keys(choice.categories)])].map(cellOf)
  for (const cell of chosen) checkFeature(source, summaries[cell], parts.has(cell), choice)
  if (chosen.length === 0)
    throw fail('FORMAT', source, `has no column of features besides ${names.join(', ')}`)
  for (const { cell } of targets) checkNumbers(source, summaries[cell], 'target')
  if (weight !== undefined) checkNumbers(source, summaries[weight], 'weight')
  const columns: FeatureColumn[] = []
  let start = 0
  for (const cell of chosen) {
    const column = columnOf(summaries[cell], cell, start, choice)
    columns.push(column)
    start += column.levels?.length ?? 1
  }
  return {
    columns,
    features: columns.flatMap(({ name, levels }) =>
      levels?.map(level => `${name}=${level}`) ?? [name]),
    targets,
    ...weight !== undefined && { weight },
    ...group !== undefined && { group },
    categories: { keep: blocksOf(columns, 'keep'), sample: blocksOf(columns, 'sample') }
  }
}

function columnOf (
  { name, levels, missing }: ColumnSummary, cell: number, start: number, choice: TableChoice
): FeatureColumn {
  if (levels === undefined) return { name, cell, start }
  // Sorted, so that the order of the rows does not decide the order of the features
  const sorted = [...levels].sort()
  const own = missing > 0 && choice.missing !== 'drop' ? [MISSING] : []
  return {
    name, cell, start,
    levels: [...sorted, ...own],
    features: [...levels.map(level => sorted.indexOf(level)), ...own.map(() => sorted.length)],
    coding: choice.categories[name]
  }
}

function blocksOf (columns: readonly FeatureColumn[], coding: Coding): Block[] {
  return columns.filter(column => column.coding === coding)
    .map(({ start, levels = [] }) => [start, start + levels.length] as const)
}

/** So many rows may count up by chance. */
const LEAST_COUNTED = 5

function checkFeature (
  source: string,
  { name, levels, whole, counting, rows, missing }: ColumnSummary,
  other: boolean,
  { categories, features, missing: policy }: TableChoice
): void {
  const refuse = (what: string): Error => fail('FORMAT', source, `column "${name}" ${what}`)
  if (other) throw refuse('cannot be a feature: it is the target, the weight or the group')
  if (missing === rows) throw refuse('is empty: leave it out by "exclude"')
  if (missing > 0 && policy === 'error') {
    throw refuse(`is missing in ${missing} of ${rows} rows: say what becomes of them by ` +
      '"missing": drop, mean or median; or leave the column out by "exclude"')
  }
  if (levels !== undefined && Object.hasOwn(categories, name)) return
  const asked = features?.includes(name) === true
  const named = /^(id|uuid|guid|index|key|rowid|row_?number)$|[_ -](id|uuid|key)$|[a-z]Id$/i
  const counts = counting && missing === 0 && rows >= LEAST_COUNTED
  if (whole && !asked && (counts || named.test(name))) {
    throw refuse(`looks like an id (${counts ? 'it counts the rows' : 'by its name'}): leave it ` +
      'out by "exclude", or name it among "features" to take it as a number')
  }
}

function checkNumbers (source: string, summary: ColumnSummary, part: 'target' | 'weight'): void {
  const { name, levels, least } = summary
  const refuse = (what: string): Error =>
    fail('FORMAT', source, `column "${name}" ${what}, but it is the ${part}`)
  if (levels !== undefined) throw refuse('holds categories')
  if (part === 'weight' && least < 0) throw refuse(`holds ${least}, which is below 0`)
}

/**
 * The sentence for a field that is no number in a column that is none of categories.
 *
 * @throws FORMAT always
 */
export function refuseText (
  source: string, name: string, text: string, line: number, target: boolean
): never {
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
  const date = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|^\d{1,2}:\d{2}/.test(text)
  const remedy = target
    ? 'a target must be a number'
    : date
      ? 'leave it out by "exclude", or write the date as numbers first (a year, a day of the year)'
      : 'leave it out by "exclude", say how its categories are coded by "categories" (one-hot, ' +
        'keep or sample), or list the text under "empty" if it means a missing value'
  throw fail('FORMAT', source,
    `column "${name}" holds ${date ? 'dates' : 'text'}, ${shown} in line ${line}: ${remedy}`)
}
