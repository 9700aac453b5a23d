import { fail } from '../../../../core/errors.js'
import { typeOf } from '../../../../core/npy/number-type.js'
import { writeField } from '../records.js'
import { checkedTable, type PointTable } from '../table.js'
import { joined, rowsOf } from '../text/rows.js'

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
  const who = 'writePcd'
  if (encoding !== 'ascii' && encoding !== 'binary')
    throw fail('OPTION', who, 'encoding', 'must be ascii or binary', encoding)
  const { size } = checkedTable(table, who)
  const columns = Object.entries(table.columns)
  for (const [name] of columns) {
    if (!/^[^\s#\0]+$/.test(name) || name === '_')
      throw fail('INPUT', who, 'columns', 'must have names without spaces', name)
  }
  const kinds = columns.map(([, { data }]) => types[String(typeOf(data))])
  const head = new TextEncoder().encode([
    '# .PCD v0.7 - Point Cloud Data file format', 'VERSION 0.7',
    `FIELDS ${columns.map(([name]) => name).join(' ')}`,
    `SIZE ${kinds.map(kind => kind.slice(1)).join(' ')}`,
    `TYPE ${kinds.map(kind => kind[0]).join(' ')}`,
    `COUNT ${columns.map(([, { width }]) => width).join(' ')}`,
    `WIDTH ${size}`, 'HEIGHT 1', 'VIEWPOINT 0 0 0 1 0 0 0', `POINTS ${size}`,
    `DATA ${encoding}`, ''
  ].join('\n'))
  if (encoding === 'ascii')
    return joined([head, rowsOf(columns.map(([, column]) => column), size)])
  const stride = columns.reduce((sum, [, { data, width }]) =>
    sum + data.BYTES_PER_ELEMENT * width, 0)
  const bytes = new Uint8Array(head.length + stride * size)
  bytes.set(head)
  columns.reduce((offset, [, column]) => {
    writeField(bytes, { start: head.length, stride, size }, offset, column)
    return offset + column.data.BYTES_PER_ELEMENT * column.width
  }, 0)
  return bytes
}
