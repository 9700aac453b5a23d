import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { alike, writtenWhole, type Writing } from '../stream/writing.js'
import { checkedTable, type PointTable } from '../table.js'
import { rowsOf } from './rows.js'
import { usualNames } from './usual.js'

export interface TextWriteOptions {
  /** Between the numbers of a line; a space by default. */
  readonly separator?: ' ' | ',' | ';' | '\t'
  /**
   * Whether the first line names the columns; false by default. `unusual` has it do so as
   * CloudCompare does, `//x y z label`, where `readText` would call them otherwise.
   */
  readonly header?: boolean | 'unusual'
}

/**
 * Writes points as lines of numbers, in the order of the columns; every number reads back as it is.
 *
 * @throws INPUT for columns of different lengths
 */
export function writeText (
  table: PointTable, options: TextWriteOptions = {}
): Uint8Array {
  return writtenWhole(table, textWriting(table, options, 'writeText'))
}

/** The same, block by block; `first` is one of them. */
export function textWriting (
  first: PointTable, options: TextWriteOptions, who: string
): Writing {
  const { separator = ' ', header = false } = Object(options) as TextWriteOptions
  const columnsOf = ({ columns }: PointTable): Array<[string, Column]> => Object.entries(columns)
  const columns = columnsOf(checkedTable(first, who))
  if (![' ', ',', ';', '\t'].includes(separator)) {
    throw fail('OPTION', who, 'separator', 'must be a space, a comma, a semicolon or a tab',
      separator)
  }
  const names = columns.flatMap(([name, { width }]) =>
    width === 1 ? [name] : Array.from({ length: width }, (_, k) => `${name}_${k}`))
  const named = header === 'unusual' ? isUnusual(names, columns) : header
  if (named && names.some(name => /[\s,;]/.test(name) || name === ''))
    throw fail('INPUT', who, 'columns', 'must have names without separators', names)
  const mark = header === 'unusual' ? '//' : ''
  return {
    head: () => new TextEncoder().encode(named ? `${mark}${names.join(separator)}\n` : ''),
    body: table => rowsOf(alike(table, columns, who, columnsOf), table.size, separator)
  }
}

/** Whether a text without names would be read under others. */
function isUnusual (
  names: readonly string[], columns: ReadonlyArray<readonly [string, Column]>
): boolean {
  const bytes = columns.flatMap(([, { data, width }]) =>
    Array<boolean>(width).fill(data instanceof Uint8Array))
  return usualNames(bytes.map(each => ({ bytes: each, whole: each }))).join() !== names.join()
}
