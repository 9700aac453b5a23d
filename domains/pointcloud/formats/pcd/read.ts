import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Column } from '../../cloud.js'
import { placed, readField, readRecords, type PlacedField } from '../records.js'
import { checkBytes, type PointTable } from '../table.js'
import { readRows, Words } from '../text/words.js'
import { readPcdHeader, type PcdHeader } from './header.js'
import { decompressLzf, MOST_PER_BYTE } from './lzf.js'

/**
 * Reads the points of a PCD file, versions 0.5 to 0.7, as text, binary or compressed: every field
 * in its own type, without the padding fields named `_`. Colours stay packed in `rgb` and `rgba`.
 *
 * Source: pointclouds.org, The PCD (Point Cloud Data) file format.
 *
 * @param source - names the file in errors
 * @throws FORMAT for what is no such file, is cut off or damaged, or announces more than it has,
 * before memory is taken for it
 */
export function readPcd (bytes: Uint8Array, source = 'readPcd'): PointTable {
  checkBytes(bytes, 'readPcd')
  const header = readPcdHeader(bytes, source)
  const { fields, stride } = placed(header.fields)
  return { size: header.size, columns: columnsOf(bytes, header, fields, stride, source) }
}

function columnsOf (
  bytes: Uint8Array, { size, encoding, start }: PcdHeader, fields: readonly PlacedField[],
  stride: number, source: string
): Record<string, Column> {
  if (encoding === 'ascii') {
    // Padding has a name as well, which a row may have several times.
    const rows = readRows(new Words(source, bytes, start), size, fields)
    return Object.fromEntries(Object.entries(rows).filter(([name]) => name !== '_'))
  }
  const named = fields.filter(({ name }) => name !== '_')
  const left = bytes.length - start
  if (encoding === 'binary') {
    if (size * stride > left) {
      throw fail('FORMAT', source,
        `announces ${size} points of ${stride} bytes, got ${left} bytes for them`)
    }
    return readRecords(bytes, { start, stride, size }, named)
  }
  // One field after the other, so that equal bytes come together.
  const unpacked = decompressed(bytes, start, size * stride, source)
  return Object.fromEntries(named.map(field => {
    const each = numberTypes[field.type].bytes * field.count
    const records = { start: field.offset * size, stride: each, size }
    return [field.name,
      { data: readField(unpacked, records, { ...field, offset: 0 }), width: field.count }]
  }))
}

function decompressed (
  bytes: Uint8Array, start: number, expected: number, source: string
): Uint8Array {
  const left = bytes.length - start - 8
  if (left < 0) throw fail('FORMAT', source, 'ends before the sizes of its compressed data')
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, 8)
  const [packed, unpacked] = [view.getUint32(0, true), view.getUint32(4, true)]
  if (packed > left)
    throw fail('FORMAT', source, `announces ${packed} compressed bytes, got ${left}`)
  if (unpacked !== expected) {
    throw fail('FORMAT', source,
      `must unpack to the ${expected} bytes of its points, got ${unpacked} announced`)
  }
  if (unpacked > packed * MOST_PER_BYTE)
    throw fail('FORMAT', source, `cannot unpack ${unpacked} bytes from ${packed}`)
  return decompressLzf(bytes.subarray(start + 8, start + 8 + packed), unpacked, source)
}
