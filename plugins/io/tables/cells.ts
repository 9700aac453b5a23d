import { fail } from '../../../core/errors.js'
import type { CellColumn } from '../../../domains/regression/index.js'
import { refuseText } from '../../../domains/regression/table/layout.js'
import { readAs } from '../../../domains/regression/table/options.js'
import { strictNumber } from '../formats/csv/number.js'
import { choicesOf } from '../formats/csv/options.js'
import { namedRecords } from '../formats/csv/read.js'
import type { ReadTableChoice } from './options.js'
import { parquetRows } from './parquet-rows.js'

/** Rows at a time. */
const BLOCK = 4096
/** More than that, and a column is a text or an id, not a category. */
const MOST_LEVELS = 1000

/** Reads the cells of a file once, block by block, in constant memory. */
export interface CellReader {
  /** Cells of some rows at a time, `[rows, columns]`. */
  blocks (): AsyncGenerator<Float64Array>
  /** The columns that are read; known once the first block is there, levels with the last. */
  columns (): CellColumn[]
}

/** A field as a file has it; null where a type of the file says that it is missing. */
export type Field = string | number | null

/** Rows of a file: the names of the columns, a row's fields, and the line it stands in. */
export interface FieldRow {
  readonly names: readonly string[]
  readonly fields: readonly Field[]
  readonly line: number
}

/**
 * @throws FORMAT while it reads: for texts and dates where numbers are needed, naming the column,
 *   the line and what to do about it; UNKNOWN_NAME for a column that is not there
 */
export function cellReader (file: string, choice: ReadTableChoice): CellReader {
  let read: Column[] = []
  return {
    columns: () => read.map(({ name, levels }) =>
      ({ name, ...levels && { levels: [...levels.keys()] } })),
    async * blocks () {
      let block: number[] = []
      let rows = 0
      for await (const { names, fields, line } of fieldRows(file, choice)) {
        if (rows === 0) read = columnsOf(names, choice)
        for (const column of read) block.push(cellOf(file, column, fields[column.place], line))
        rows++
        if (rows % BLOCK > 0) continue
        yield Float64Array.from(block)
        block = []
      }
      if (rows === 0) throw fail('FORMAT', file, 'has no rows')
      if (block.length > 0) yield Float64Array.from(block)
    }
  }
}

interface Column {
  readonly name: string
  readonly place: number
  readonly target: boolean
  readonly empty: ReadonlySet<string>
  /** The numbers of its texts; absent for a column of numbers. */
  readonly levels?: Map<string, number>
  readonly most: number
}

function columnsOf (names: readonly string[], choice: ReadTableChoice): Column[] {
  const { features = [], exclude, targets, group, weight } = choice
  const { texts, used } = readAs(names, choice)
  for (const name of [...features, ...exclude, ...targets, ...texts,
    ...weight === undefined ? [] : [weight]]) {
    if (!names.includes(name)) throw fail('UNKNOWN_NAME', 'column', name, names)
  }
  const empty = new Set(choice.empty)
  return used.map(name => ({
    name,
    place: names.indexOf(name),
    target: targets.includes(name),
    empty,
    most: name === group ? Infinity : MOST_LEVELS,
    ...texts.includes(name) && { levels: new Map<string, number>() }
  }))
}

function cellOf (file: string, column: Column, field: Field, line: number): number {
  const { name, levels, empty, target, most } = column
  const missing = field === null || (typeof field === 'string' && empty.has(field))
  if (levels === undefined) {
    if (missing) return NaN
    const number = typeof field === 'number' ? finite(field) : strictNumber(field.trim())
    return number ?? refuseText(file, name, String(field), line, target)
  }
  if (missing) return -1
  const text = String(field)
  const known = levels.get(text)
  if (known !== undefined) return known
  if (levels.size >= most) {
    throw fail('FORMAT', file, `column "${name}" has more than ${most} categories: is it an ` +
      'id or a text? Leave it out by "exclude"')
  }
  levels.set(text, levels.size)
  return levels.size - 1
}

function finite (number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined
}

/** The rows of a file as they are written, one by one. */
export function fieldRows (file: string, choice: ReadTableChoice): AsyncGenerator<FieldRow> {
  if (/\.parquet$/i.test(file)) return parquetRows(file, choice)
  return csvRows(file, choice)
}

async function * csvRows (
  file: string, { header, delimiter }: ReadTableChoice
): AsyncGenerator<FieldRow> {
  const choices = choicesOf(file, { header, ...delimiter !== undefined && { delimiter } })
  for await (const { columns, record } of namedRecords(file, choices, file)) {
    yield { names: columns, fields: record.fields, line: record.line }
  }
}
