import { fail } from '../../../core/errors.js'
import type { Column } from '../cloud.js'

/** What a file of points holds: columns of one length by the names in the file, types and all. */
export interface PointTable {
  /** Points. */
  readonly size: number
  readonly columns: Readonly<Record<string, Column>>
}

/** @throws INPUT for what are no bytes of a file */
export function checkBytes (bytes: unknown, who: string): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array))
    throw fail('INPUT', who, 'bytes', 'must be the bytes of a file, an Uint8Array', bytes)
}

/** @throws OPTION for what is no list of names */
export function checkNames (fields: unknown, who: string): void {
  const named = Array.isArray(fields) &&
    Array.from<unknown>(fields).every(name => typeof name === 'string')
  if (fields !== undefined && !named)
    throw fail('OPTION', who, 'fields', 'must be a list of names', fields)
}

/**
 * @throws INPUT for columns that do not hold `size` points
 */
export function checkedTable (table: PointTable, who: string): PointTable {
  const { size, columns } = Object(table) as Partial<PointTable>
  if (!Number.isSafeInteger(size) || (size as number) < 0)
    throw fail('INPUT', who, 'size', 'must be a whole number of points', size)
  if (typeof columns !== 'object' || columns === null)
    throw fail('INPUT', who, 'columns', 'must be columns by name', columns)
  for (const [name, column] of Object.entries(columns)) {
    const { data, width } = Object(column) as Column
    if (!ArrayBuffer.isView(data) || data.length !== table.size * width)
      throw fail('INPUT', who, name, `must hold ${width} numbers for each of ${table.size} points`,
        data)
  }
  return table
}
