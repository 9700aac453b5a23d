import { fail } from '../../../../core/errors.js'
import { typeOf } from '../../../../core/npy/number-type.js'
import type { Column } from '../../cloud.js'
import { alike, countText, recordsOf, writtenWhole, type Writing } from '../stream/writing.js'
import { checkedTable, type PointTable } from '../table.js'
import { rowsOf } from '../text/rows.js'

const types: Readonly<Record<string, string>> = {
  int8: 'I1', int16: 'I2', int32: 'I4', int64: 'I8', uint8: 'U1', uint16: 'U2', uint32: 'U4',
  uint64: 'U8', float32: 'F4', float64: 'F8'
}

/**
 * Writes points as a PCD file, version 0.7; every column keeps its type.
 *
 * @param encoding - binary by default
 * @throws INPUT for columns of different lengths, and for names with spaces
 */
export function writePcd (
  table: PointTable, encoding: 'ascii' | 'binary' = 'binary'
): Uint8Array {
  return writtenWhole(table, pcdWriting(table, encoding, 'writePcd'))
}

/** The same, block by block; `first` is one of them. */
export function pcdWriting (
  first: PointTable, encoding: 'ascii' | 'binary', who: string
): Writing {
  if (encoding !== 'ascii' && encoding !== 'binary')
    throw fail('OPTION', who, 'encoding', 'must be ascii or binary', encoding)
  const columnsOf = (table: PointTable): Array<[string, Column]> => Object.entries(table.columns)
  const columns = columnsOf(checkedTable(first, who))
  for (const [name] of columns) {
    if (!/^[^\s#\0]+$/.test(name) || name === '_')
      throw fail('INPUT', who, 'columns', 'must have names without spaces', name)
  }
  const kinds = columns.map(([, { data }]) => types[String(typeOf(data))])
  return {
    head: (size, wide) => new TextEncoder().encode([
      '# .PCD v0.7 - Point Cloud Data file format', 'VERSION 0.7',
      `FIELDS ${columns.map(([name]) => name).join(' ')}`,
      `SIZE ${kinds.map(kind => kind.slice(1)).join(' ')}`,
      `TYPE ${kinds.map(kind => kind[0]).join(' ')}`,
      `COUNT ${columns.map(([, { width }]) => width).join(' ')}`,
      `WIDTH ${countText(size, wide)}`, 'HEIGHT 1', 'VIEWPOINT 0 0 0 1 0 0 0',
      `POINTS ${countText(size, wide)}`, `DATA ${encoding}`, ''
    ].join('\n')),
    body: table => {
      const list = alike(table, columns, who, columnsOf)
      return encoding === 'ascii' ? rowsOf(list, table.size) : recordsOf(list, table.size)
    }
  }
}
