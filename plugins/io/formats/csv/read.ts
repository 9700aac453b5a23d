import { fail } from '../../../../core/errors.js'
import type { StreamSource } from '../stream.js'
import { strictNumber } from './number.js'
import { choicesOf, type CsvChoices, type CsvOptions } from './options.js'
import { records, type CsvRecord } from './records.js'

/** A field: text, a number in a column of numbers, or null if it is missing. */
export type CsvValue = string | number | null
/** The fields of a row by the names of their columns; it has no prototype. */
export type CsvRow = Readonly<Record<string, CsvValue>>
/** A column of numbers, NaN where one is missing, or of texts, null where one is missing. */
export type CsvColumn = Float64Array | ReadonlyArray<string | null>

/** Rows one by one, in constant memory, or all columns at once. A stream can be read only once. */
export interface CsvTable extends AsyncIterable<CsvRow> {
  columns (): Promise<Record<string, CsvColumn>>
}

/**
 * Reads a table of comma- or tab-separated values (RFC 4180). Nothing is guessed: columns are text
 * unless `numbers` names them, numbers are decimal and finite, and a field is missing only if
 * `missing` lists it. Without a header, columns are named 0, 1, 2 …
 *
 * @throws OPTION at once; FORMAT while reading, naming the line; MISSING_PEER without csv-parse
 */
export function readCsv (source: StreamSource, options: CsvOptions = {}): CsvTable {
  const choices = choicesOf(source, options)
  const name = typeof source === 'string' ? source : 'readCsv'
  return {
    [Symbol.asyncIterator]: () => rows(source, choices, name),
    columns: () => collect(source, choices, name)
  }
}

async function * rows (source: StreamSource, choices: CsvChoices, name: string) {
  for await (const { columns, record } of namedRecords(source, choices, name)) {
    const row = Object.create(null) as Record<string, CsvValue>
    columns.forEach((column, i) => { row[column] = valueOf(name, column, record, i, choices) })
    yield row as CsvRow
  }
}

async function collect (source: StreamSource, choices: CsvChoices, name: string) {
  let columns: readonly string[] = []
  let values: CsvValue[][] = []
  for await (const { columns: named, record } of namedRecords(source, choices, name, all => {
    columns = all
    values = all.map(() => [])
  })) {
    if (values[0].length === choices.maximumRows)
      throw fail('FORMAT', name, `has more than maximumRows, ${choices.maximumRows}`)
    named.forEach((column, i) => values[i].push(valueOf(name, column, record, i, choices)))
  }
  const table = Object.create(null) as Record<string, CsvColumn>
  columns.forEach((column, i) => {
    table[column] = isNumber(column, choices)
      ? Float64Array.from(values[i], value => value === null ? NaN : value as number)
      : values[i] as Array<string | null>
  })
  return table
}

/** The records after the header, with the names of the columns, which `named` gets first. */
export async function * namedRecords (
  source: StreamSource, choices: CsvChoices, name: string,
  named?: (columns: readonly string[]) => void
) {
  const { header } = choices
  let columns: readonly string[] | undefined
  for await (const record of records(source, choices)) {
    if (columns === undefined) {
      const { fields } = record
      columns = checked(name, typeof header === 'object'
        ? header
        : header ? fields : fields.map((_, i) => String(i)), fields.length, choices)
      named?.(columns)
      if (header === true) continue
    }
    yield { columns, record }
  }
  if (columns === undefined && header === true)
    throw fail('FORMAT', name, 'is empty; a header was expected')
  if (columns === undefined) named?.(typeof header === 'object' ? header : [])
}

function checked (name: string, columns: readonly string[], found: number, choices: CsvChoices) {
  if (columns.length !== found)
    throw fail('FORMAT', name, `has ${found} columns where "header" names ${columns.length}`)
  const double = columns.find((column, i) => columns.indexOf(column) !== i)
  if (double !== undefined) throw fail('FORMAT', name, `has two columns named "${double}"`)
  const { numbers } = choices
  for (const column of numbers === 'all' ? [] : numbers)
    if (!columns.includes(column)) throw fail('UNKNOWN_NAME', 'column', column, columns)
  return columns
}

const isNumber = (column: string, { numbers }: CsvChoices) =>
  numbers === 'all' || numbers.has(column)

function valueOf (
  name: string, column: string, { fields, line }: CsvRecord, i: number, choices: CsvChoices
): CsvValue {
  const field = fields[i]
  if (choices.missing.has(field)) return null
  if (!isNumber(column, choices)) return field
  const number = strictNumber(field)
  if (number === undefined)
    throw fail('FORMAT', name, `line ${line}, column "${column}" must be a finite decimal number ` +
      `or be listed in "missing", got ${JSON.stringify(field.slice(0, 40))}`)
  return number
}
