import { fail } from '../../../../core/errors.js'
import { checkedTable, type PointTable } from '../table.js'
import { joined, rowsOf } from './rows.js'

export interface TextWriteOptions {
  /** Between the numbers of a line; a space by default. */
  readonly separator?: ' ' | ',' | ';' | '\t'
  /** Whether the first line names the columns; false by default. */
  readonly header?: boolean
}

/**
 * Writes points as lines of numbers, in the order of the columns; every number reads back as it is.
 *
 * @throws INPUT for columns of different lengths
 */
export function writeText (
  table: PointTable, options: TextWriteOptions = {}
): Uint8Array {
  const { separator = ' ', header = false } = Object(options) as TextWriteOptions
  const { columns, size } = checkedTable(table, 'writeText')
  if (![' ', ',', ';', '\t'].includes(separator)) {
    throw fail('OPTION', 'writeText', 'separator', 'must be a space, a comma, a semicolon or a tab',
      separator)
  }
  const names = Object.entries(columns).flatMap(([name, { width }]) =>
    width === 1 ? [name] : Array.from({ length: width }, (_, k) => `${name}_${k}`))
  if (header && names.some(name => /[\s,;]/.test(name) || name === ''))
    throw fail('INPUT', 'writeText', 'columns', 'must have names without separators', names)
  const head = new TextEncoder().encode(header ? `${names.join(separator)}\n` : '')
  return joined([head, rowsOf(Object.values(columns), size, separator)])
}
