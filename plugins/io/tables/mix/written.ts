import type { HostArray, Plan } from '../../../../core/index.js'
import { targetTerms } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
import { firstRows } from '../../../../domains/regression/first-rows.js'
import type { Layout } from '../../../../domains/regression/table/layout.js'
import type { ParquetGroupInput } from '../../formats/parquet/index.js'
import type { TableBatch } from './rows.js'

/** A column of mixed rows: numbers, or texts of a category that is kept whole. */
export type WrittenColumn = Float64Array | readonly string[]
/** Mixed rows as they are written, column by column. */
export type Written = ReadonlyArray<readonly [name: string, column: WrittenColumn]>

/**
 * What is added to the columns of the table: the row of the file that a mix began with, the others
 * that are in it, and the share of each in the target, in the order of the rows.
 */
export const added = ['mix.row', 'mix.partners', 'mix.weights'] as const

/** What a mix of rows is: the batch it came from, the mixed one, and its plan. */
export interface MixedTable {
  readonly batch: TableBatch
  readonly mixed: TableBatch
  readonly plan: Plan
}

/**
 * The columns of some mixed rows, without those that carry no target: a pair that does not count
 * under Local Mixup would be learned as zero.
 *
 * @param rows - which row of the file every row of the data set is
 * @throws FORMAT for a column of the table that has the name of an added one
 */
export function writtenOf (
  file: string, layout: Layout, rows: Int32Array, { batch, mixed, plan }: MixedTable,
  names: { readonly weight?: string, readonly group?: string }, levels: readonly string[]
): Written {
  const [size, width] = mixed.x.shape
  const column = ({ data }: HostArray, k: number, of: number): Float64Array =>
    Float64Array.from({ length: size }, (_, i) => data[i * of + k])
  const features = layout.columns.flatMap(({ name, start, levels, coding }): Written => {
    if (levels === undefined) return [[name, column(mixed.x, start, width)]]
    const codes = levels.map((_, l) => column(mixed.x, start + l, width))
    if (coding === 'one-hot') return levels.map((level, l) => [`${name}=${level}`, codes[l]])
    return [[name, Array.from({ length: size }, (_, i) =>
      levels[codes.findIndex(code => code[i] > 0.5)] ?? '')]]
  })
  const targets = layout.targets.map(({ name }, t): Written[number] =>
    [name, column(mixed.y, t, layout.targets.length)])
  const { group } = mixed
  const { first, parts } = sharesOf(plan, batch.index, rows)
  const all: Written = [
    ...features, ...targets,
    ...mixed.weight ? [[names.weight ?? 'weight', mixed.weight.data] as const] : [],
    ...group ? [[names.group ?? 'group', Array.from(group, each => levels[each])] as const] : [],
    ...partsOf(first, parts)
  ]
  const doubled = all.find(([name], c) => all.findIndex(([other]) => other === name) !== c)
  if (doubled !== undefined) {
    throw fail('FORMAT', file,
      `has a column "${doubled[0]}", which is what a column of mixes is called`)
  }
  const counted = [...parts.keys()].filter(output => parts[output].size > 0)
  return counted.length === size ? all : all.map(([name, values]) =>
    [name, values instanceof Float64Array
      ? Float64Array.from(counted, i => values[i])
      : counted.map(i => values[i])])
}

/** The row of the file that every output began with, and its rows with their shares. */
function sharesOf (plan: Plan, index: Int32Array, rows: Int32Array): {
  readonly first: readonly number[]
  readonly parts: ReadonlyArray<ReadonlyMap<number, number>>
} {
  const fileRow = (pool: string, row: number): number =>
    rows[pool === 'batch' ? index[row] : row]
  const first = firstRows(plan).map(({ pool, row }) => fileRow(pool, row))
  const parts = first.map(() => new Map<number, number>())
  for (const { x: pool, rows: of, strength } of targetTerms(plan)) {
    of.forEach((row, output) => {
      const share = (strength as Float64Array)[output]
      if (share === 0) return
      const part = fileRow(pool, row)
      parts[output].set(part, (parts[output].get(part) ?? 0) + share)
    })
  }
  return { first, parts }
}

/** Both as columns. */
function partsOf (
  first: readonly number[], parts: ReadonlyArray<ReadonlyMap<number, number>>
): Written {
  const others = parts.map((shares, output) =>
    [...shares.keys()].filter(row => row !== first[output]))
  return [
    [added[0], Float64Array.from(first)],
    [added[1], others.map(list => list.join(';'))],
    [added[2], parts.map((shares, output) =>
      [first[output], ...others[output]].map(row => shares.get(row) ?? 0).join(';'))]
  ]
}

/** Rows as lines of a CSV or TSV file, each with its end. */
export function linesOf (written: Written, delimiter: string): string {
  const size = written[0][1].length
  if (size === 0) return ''
  const lines = new Array<string>(size)
  for (let i = 0; i < size; i++) {
    let line = ''
    for (let c = 0; c < written.length; c++) {
      const value = written[c][1][i]
      const text = typeof value === 'number'
        ? Object.is(value, -0) ? '-0' : String(value)
        : quoted(value, delimiter)
      line = c === 0 ? text : line + delimiter + text
    }
    lines[i] = line
  }
  return `${lines.join('\n')}\n`
}

/** The line that names the columns. */
export function headerOf (written: Written, delimiter: string): string {
  return `${written.map(([name]) => quoted(name, delimiter)).join(delimiter)}\n`
}

function quoted (text: string, delimiter: string): string {
  const plain = text !== '' && !/["\r\n\ufeff]/.test(text) && !text.includes(delimiter)
  return plain ? text : `"${text.replaceAll('"', '""')}"`
}

/** Mixed rows as a row group of a Parquet file. */
export function groupOf (parts: readonly Written[]): ParquetGroupInput {
  return Object.fromEntries(parts[0].map(([name, first], c) => {
    const columns = parts.map(written => written[c][1])
    return [name, first instanceof Float64Array
      ? joined(columns as Float64Array[])
      : { type: 'text' as const, data: (columns as string[][]).flat() }]
  }))
}

function joined (parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
