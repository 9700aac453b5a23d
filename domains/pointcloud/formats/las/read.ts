import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { placed, readRecords } from '../records.js'
import { checkBytes, type PointTable } from '../table.js'
import { readLasHeader, type LasHeader } from './header.js'
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
  checkBytes(bytes, 'readLas')
  const header = readLasHeader(bytes, source)
  if (header.compressed) throw fail('FORMAT', source, 'is packed (LAZ): read it with readLaz')
  const { size, stride, start } = header
  if (size * stride > bytes.length - start) {
    throw fail('FORMAT', source, `announces ${size} points of ${stride} bytes, got ${
      bytes.length - start} bytes for them`)
  }
  return { size, columns: lasColumns(bytes.subarray(start), header) }
}

/** The columns of records as they are in a LAS file. */
export function lasColumns (
  bytes: Uint8Array, { size, stride, format, fields, scale, offset }: LasHeader
): Record<string, Column> {
  const found = readRecords(bytes, { start: 0, stride, size }, placed(fields).fields)
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
