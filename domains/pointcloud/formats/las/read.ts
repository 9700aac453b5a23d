import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { placed, readRecords, type Records } from '../records.js'
import { need, type Incoming } from '../stream/incoming.js'
import { recordTables, wholeTable, type Tables } from '../stream/tables.js'
import type { PointTable } from '../table.js'
import { LONGEST as HEAD, beginsAsLas, readLasHeader, type LasHeader } from './header.js'
import { legacyBits, modernBits } from './layouts.js'

/**
 * Reads the points of a LAS file, versions 1.0 to 1.4, record formats 0 to 10: `x`, `y` and `z` in
 * doubles (whole number × scale + offset), everything else as it is stored, packed bits apart, and
 * the extra bytes that the file describes.
 *
 * Source: ASPRS, LAS Specification 1.4 R15.
 *
 * @param source - names the file in errors
 * @throws FORMAT for what is no such file, is cut off, or announces more than it has, before memory
 * is taken for it; for LAZ, which `readLaz` unpacks
 */
export function readLas (bytes: Uint8Array, source = 'readLas'): PointTable {
  return wholeTable(bytes, 'readLas', source, lasTables)
}

/** No header with its records is longer in a file that comes piece by piece. */
const MOST = 2 ** 26

/** The same, block by block. */
export function * lasTables (incoming: Incoming, block: number): Tables {
  const { source } = incoming
  const view = (): DataView => new DataView(incoming.bytes.buffer, incoming.bytes.byteOffset)
  // What is no LAS file says nothing there; its header tells so
  const start = (yield * need(incoming, 100)) && beginsAsLas(incoming.bytes)
    ? view().getUint32(96, true) : 0
  if (!incoming.ended && start > MOST)
    throw fail('FORMAT', source, `must have its points in the first ${MOST} bytes, got ${start}`)
  yield * need(incoming, Math.max(start, HEAD))
  const header = readLasHeader(incoming.bytes, source)
  if (header.compressed) throw fail('FORMAT', source, 'is packed (LAZ): read it with readLaz')
  incoming.at = header.start
  yield * recordTables(incoming, block, {
    size: header.size, stride: header.stride,
    columns: (bytes, records) => lasColumns(bytes, header, records)
  })
}

/** The columns of some records as they are in a LAS file. */
export function lasColumns (
  bytes: Uint8Array, { format, fields, scale, offset }: LasHeader, records: Records
): Record<string, Column> {
  const found = readRecords(bytes, records, placed(fields).fields)
  const packed = format < 6 ? legacyBits : modernBits
  const columns: Array<[string, Column]> = ['X', 'Y', 'Z'].map((name, axis) => {
    const whole = found[name].data as Int32Array
    const data = Float64Array.from(whole, value => value * scale[axis] + offset[axis])
    return [name.toLowerCase(), { data, width: 1 }]
  })
  const sources = new Set(packed.map(({ of }) => of))
  for (const [name, column] of Object.entries(found)) {
    if (sources.has(name)) {
      const whole = column.data as Uint8Array
      for (const { name: part, of, shift, bits } of packed) {
        if (of !== name) continue
        columns.push([part,
          { data: whole.map(value => (value >> shift) & ((1 << bits) - 1)), width: 1 }])
      }
    } else if (!['X', 'Y', 'Z'].includes(name)) columns.push([name, column])
  }
  return Object.fromEntries(columns)
}
