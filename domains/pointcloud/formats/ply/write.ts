import { fail } from '../../../../core/errors.js'
import { typeOf } from '../../../../core/npy/number-type.js'
import type { Column } from '../../cloud.js'
import { narrowed } from '../narrow.js'
import { alike, countText, recordsOf, writtenWhole, type Writing } from '../stream/writing.js'
import { checkedTable, type PointTable } from '../table.js'
import { rowsOf } from '../text/rows.js'
import { encodings, type PlyEncoding } from './header.js'

const names: Readonly<Record<string, string>> = {
  int8: 'char', uint8: 'uchar', int16: 'short', uint16: 'ushort', int32: 'int', uint32: 'uint',
  float32: 'float', float64: 'double'
}

/**
 * Writes points as a PLY file with one element, `vertex`. Every column keeps its type; the format
 * has no 64-bit whole numbers, so those are written in 32 bits if all of them fit. Columns of
 * several numbers become properties with an index: `name_0`, `name_1` …
 *
 * @param encoding - little-endian by default
 * @throws INPUT for columns of different lengths, and for numbers that do not fit
 */
export function writePly (
  table: PointTable, encoding: PlyEncoding = 'binary_little_endian'
): Uint8Array {
  return writtenWhole(table, plyWriting(table, encoding, 'writePly'))
}

/** The same, block by block; `first` is one of them. */
export function plyWriting (first: PointTable, encoding: PlyEncoding, who: string): Writing {
  if (!encodings.includes(encoding)) {
    throw fail('OPTION', who, 'encoding', `must be one of ${encodings.join(', ')}`, encoding)
  }
  const columnsOf = (table: PointTable): Array<[string, Column]> => singles(table, who)
  const columns = columnsOf(checkedTable(first, who))
  return {
    head: (size, wide) => new TextEncoder().encode([
      'ply', `format ${encoding} 1.0`, `element vertex ${countText(size, wide)}`,
      ...columns.map(([name, { data }]) => `property ${names[String(typeOf(data))]} ${name}`),
      'end_header', ''
    ].join('\n')),
    body: table => {
      const list = alike(table, columns, who, columnsOf)
      return encoding === 'ascii'
        ? rowsOf(list, table.size)
        : recordsOf(list, table.size, encoding === 'binary_big_endian')
    }
  }
}

/** Columns of one number each. */
function singles ({ columns, size }: PointTable, who: string): Array<[string, Column]> {
  return Object.entries(columns).flatMap(([name, column]) => {
    if (/[\s\0]/.test(name) || name === '')
      throw fail('INPUT', who, 'columns', 'must have names without spaces', name)
    const { data, width } = narrowed(column, name, who)
    return width === 1
      ? [[name, { data, width }] as [string, Column]]
      : Array.from({ length: width }, (_, k): [string, Column] => {
        const part = data.slice(0, size)
        for (let point = 0; point < size; point++) part[point] = data[point * width + k]
        return [`${name}_${k}`, { data: part, width: 1 }]
      })
  })
}
