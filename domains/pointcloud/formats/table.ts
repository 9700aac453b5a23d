import { fail } from '../../../core/errors.js'
import type { Column } from '../cloud.js'

/** What a file of points holds: columns of one length by the names in the file, types and all. */
export interface PointTable {
  /** Points. */
  readonly size: number
  readonly columns: Readonly<Record<string, Column>>
}

/**
 * @throws INPUT for columns that do not hold `size` points
 */
export function checkedTable (table: PointTable, who: string): PointTable {
  if (!Number.isSafeInteger(table.size) || table.size < 0)
    throw fail('INPUT', who, 'size', 'must be a whole number of points', table.size)
  for (const [name, { data, width }] of Object.entries(table.columns)) {
    if (!ArrayBuffer.isView(data) || data.length !== table.size * width)
      throw fail('INPUT', who, name, `must hold ${width} numbers for each of ${table.size} points`,
        data)
  }
  return table
}
