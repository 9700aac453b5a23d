import { fail } from '../../../core/errors.js'
import { strictNumber } from '../formats/csv/number.js'
import { parquetColumns } from '../formats/parquet/names.js'
import { fieldRows } from './cells.js'
import type { Field } from './cells.js'
import { readTableChoice } from './options.js'

/** What a column seems to hold. */
export interface SurveyedColumn {
  readonly name: string
  readonly kind: 'numbers' | 'categories' | 'dates' | 'texts' | 'ids' | 'nothing' | 'unread'
  readonly missing: number
  /** Of numbers. */
  readonly least?: number
  readonly greatest?: number
  /** Different texts of categories. */
  readonly levels?: number
  /** Why it cannot be read. */
  readonly reason?: string
}

/** What a table seems to hold, and how it may be read. */
export interface TableSurvey {
  readonly rows: number
  readonly columns: readonly SurveyedColumn[]
  /** The last column of numbers, unless the user names one. */
  readonly target: string
  readonly exclude: readonly string[]
  readonly categories: Readonly<Record<string, 'one-hot'>>
  readonly missing: 'error' | 'mean'
}

/** Columns of texts with more different ones than that are not taken for categories. */
const MOST = 20

/**
 * Goes through a table once and says what its columns seem to hold: a start, not a decision.
 *
 * @param options - `target`: the column that is predicted, if that is known; and how the file is
 *   read
 * @throws FORMAT for a table without numbers; UNKNOWN_NAME for a target that is no column
 */
export async function surveyTable (
  file: string,
  options: { target?: string, header?: boolean, delimiter?: string, empty?: readonly string[] } = {}
): Promise<TableSurvey> {
  const { target: wanted, ...reading } = options
  const unread = /\.parquet$/i.test(file)
    ? (await parquetColumns(file)).filter(({ reason }) => reason !== undefined)
    : []
  const choice = readTableChoice('remixture try',
    { ...reading, target: wanted ?? '?', exclude: unread.map(({ name }) => name) })
  const empty = new Set(choice.empty)
  let [rows, sums] = [0, [] as Sum[]]
  for await (const { names, fields } of fieldRows(file, choice)) {
    if (rows === 0) sums = names.map(sumOf)
    fields.forEach((field, c) => { add(sums[c], field, empty) })
    rows++
  }
  const columns = sums.map((sum): SurveyedColumn => {
    const other = unread.find(({ name }) => name === sum.name)
    return other === undefined
      ? columnOf(sum, rows)
      : { ...other, kind: 'unread', missing: 0 }
  })
  const numbers = columns.filter(({ kind }) => kind === 'numbers')
  const target = wanted ?? numbers.at(-1)?.name
  if (target === undefined) throw fail('FORMAT', file, 'has no column of numbers to be predicted')
  if (!columns.some(({ name }) => name === target))
    throw fail('UNKNOWN_NAME', 'column', target, columns.map(({ name }) => name))
  const used = columns.filter(({ name }) => name !== target)
  const categories = used.filter(({ kind }) => kind === 'categories')
  const taken = used.filter(({ kind }) => kind === 'numbers' || kind === 'categories')
  return {
    rows, columns, target,
    exclude: used.filter(column => !taken.includes(column)).map(({ name }) => name),
    categories: Object.fromEntries(categories.map(({ name }) => [name, 'one-hot' as const])),
    missing: taken.some(({ missing }) => missing > 0) ? 'mean' : 'error'
  }
}

interface Sum {
  readonly name: string
  readonly levels: Set<string>
  missing: number
  texts: number
  dates: number
  least: number
  greatest: number
  counting: boolean
  last: number
  rows: number
}

function sumOf (name: string): Sum {
  return {
    name, levels: new Set(), missing: 0, texts: 0, dates: 0, least: Infinity, greatest: -Infinity,
    counting: true, last: NaN, rows: 0
  }
}

function add (sum: Sum, field: Field, empty: ReadonlySet<string>): void {
  sum.rows++
  if (field === null || (typeof field === 'string' && empty.has(field))) {
    sum.missing++
    return
  }
  const number = typeof field === 'number' ? field : strictNumber(field.trim())
  if (number === undefined) {
    sum.texts++
    if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(String(field))) sum.dates++
    if (sum.levels.size <= MOST) sum.levels.add(String(field))
    return
  }
  sum.least = Math.min(sum.least, number)
  sum.greatest = Math.max(sum.greatest, number)
  if (sum.rows > 1 && number !== sum.last + 1) sum.counting = false
  sum.last = number
}

function columnOf (sum: Sum, rows: number): SurveyedColumn {
  const { name, missing, texts, dates, levels, least, greatest, counting } = sum
  if (missing === rows) return { name, kind: 'nothing', missing }
  if (dates > 0 && dates === texts) return { name, kind: 'dates', missing }
  if (texts > 0) {
    return levels.size > MOST
      ? { name, kind: 'texts', missing }
      : { name, kind: 'categories', missing, levels: levels.size }
  }
  const named = /^(id|uuid|guid|index|key)$|[_ -](id|uuid|key)$/i.test(name)
  const id = Number.isInteger(least) && Number.isInteger(greatest) &&
    (named || (counting && missing === 0 && rows >= 5))
  return { name, kind: id ? 'ids' : 'numbers', missing, least, greatest }
}
