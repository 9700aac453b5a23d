import { fail } from '../../../../core/errors.js'
import { knownOptions } from '../limits.js'
import { writeWhole } from '../whole-file.js'
import { checkDelimiter, delimiterOf } from './options.js'
import type { CsvValue } from './read.js'

export interface CsvWriteOptions {
  /** A tab for a path that ends in `.tsv` or `.tab`, a comma otherwise. */
  readonly delimiter?: string
  /** Whether the first line names the columns; true by default. */
  readonly header?: boolean
  /** What is written for null; an error by default. */
  readonly missing?: string
}

const WHO = 'writeCsv'

/**
 * Writes rows as comma- or tab-separated values, one by one, in constant memory: UTF-8, `\n` line
 * ends, quotes where RFC 4180 needs them. Numbers are written so that reading gives them exactly.
 *
 * @param columns in this order; a row must have them all and no others
 * @throws OPTION, INPUT naming the row, counted from 0; nothing is left behind then
 */
export async function writeCsv (
  path: string, columns: readonly string[],
  rows: Iterable<Readonly<Record<string, CsvValue>>> |
    AsyncIterable<Readonly<Record<string, CsvValue>>>,
  options: CsvWriteOptions = {}
): Promise<void> {
  knownOptions(WHO, options, ['delimiter', 'header', 'missing'])
  const delimiter = checkDelimiter(WHO, options.delimiter ?? delimiterOf(path))
  if (!Array.isArray(columns) || columns.length === 0 || new Set(columns).size < columns.length ||
    !columns.every(column => typeof column === 'string'))
    throw fail('INPUT', WHO, 'columns', 'must be different names, at least one', columns)
  await writeWhole(path, lines(columns, rows, delimiter, options))
}

async function * lines (
  columns: readonly string[], rows: Parameters<typeof writeCsv>[2], delimiter: string,
  { header = true, missing }: CsvWriteOptions
) {
  const encoder = new TextEncoder()
  const quoted = new RegExp(`["\\r\\n\\ufeff${delimiter.replace(/[\]\\^-]/, '\\$&')}]|^$`, 'u')
  const line = (fields: readonly string[]) => encoder.encode(fields.map(field =>
    quoted.test(field) ? `"${field.replaceAll('"', '""')}"` : field).join(delimiter) + '\n')
  if (header) yield line(columns)
  let index = 0
  for await (const row of rows) {
    if (Object.keys(row).length !== columns.length)
      throw fail('INPUT', WHO, `row ${index}`, `must have the columns ${columns.join(', ')}`, row)
    yield line(columns.map(column => textOf(row, column, index, missing)))
    index++
  }
}

function textOf (
  row: Readonly<Record<string, CsvValue>>, column: string, index: number,
  missing: string | undefined
): string {
  const value = Object.hasOwn(row, column) ? row[column] : undefined
  const where = `row ${index}, column "${column}"`
  if (value === null && missing !== undefined) return missing
  if (typeof value === 'string') {
    if (value === missing)
      throw fail('INPUT', WHO, where, 'must not be the text that stands for "missing"', value)
    return value
  }
  if (typeof value === 'number' && Number.isFinite(value))
    return Object.is(value, -0) ? '-0' : String(value)
  throw fail('INPUT', WHO, where,
    'must be text, a finite number, or null where "missing" says how that is written', value)
}
