import { fail } from '../../../../core/errors.js'
import { typeOf } from '../../../../core/npy/number-type.js'
import type { Column } from '../../cloud.js'
import { writeField } from '../records.js'
import { checkedTable, type PointTable } from '../table.js'
import { joined } from '../text/rows.js'

/** How points become a file: what stands before them, and they themselves, block by block. */
export interface Writing {
  /**
   * @param size - all points of the file
   * @param wide - whether any number of points takes as many bytes, so that it can be put in later
   */
  head (size: number, wide?: boolean): Uint8Array
  /** @throws INPUT for a block with other columns than the first */
  body (table: PointTable): Uint8Array
}

/** Letters of a number of points that is put in later. */
const WIDE = String(Number.MAX_SAFE_INTEGER).length

/** The number of points, with spaces behind it where any shall fit. */
export function countText (size: number, wide = false): string {
  return wide ? String(size).padEnd(WIDE) : String(size)
}

/** A file in one piece. */
export function writtenWhole (table: PointTable, writing: Writing): Uint8Array {
  return joined([writing.head(table.size), writing.body(table)])
}

/** Records of the columns, one behind the other. */
export function recordsOf (
  columns: readonly Column[], size: number, bigEndian = false
): Uint8Array {
  const stride = columns.reduce((sum, { data, width }) => sum + data.BYTES_PER_ELEMENT * width, 0)
  const bytes = new Uint8Array(stride * size)
  let offset = 0
  for (const column of columns) {
    writeField(bytes, { start: 0, stride, size, bigEndian }, offset, column)
    offset += column.data.BYTES_PER_ELEMENT * column.width
  }
  return bytes
}

/** The columns of a block, which must be those of the first by names, types and widths. */
export function alike (
  table: PointTable, first: ReadonlyArray<readonly [string, Column]>, who: string,
  columnsOf: (table: PointTable) => Array<[string, Column]>
): Column[] {
  const columns = columnsOf(checkedTable(table, who))
  const told = (list: ReadonlyArray<readonly [string, Column]>): string => list.map(
    ([name, { data, width }]) => `${name} ${typeOf(data)}${width === 1 ? '' : `×${width}`}`)
    .join(', ')
  if (told(columns) !== told(first)) {
    throw fail('INPUT', who, 'columns', `must be those of the first block (${told(first)})`,
      told(columns))
  }
  return columns.map(([, column]) => column)
}
