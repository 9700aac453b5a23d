import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Column } from '../../cloud.js'
import { placed, readField, readRecords } from '../records.js'
import { need, type Incoming, type Reading } from '../stream/incoming.js'
import { recordTables, slices, wholeTable, type Tables } from '../stream/tables.js'
import type { PointTable } from '../table.js'
import { rowTables } from '../text/row-tables.js'
import { Words } from '../text/words.js'
import { pcdHeader } from './header.js'
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
  return wholeTable(bytes, 'readPcd', source, pcdTables)
}

/** The same, block by block; compressed data must all be there first. */
export function * pcdTables (incoming: Incoming, block: number): Tables {
  const { size, encoding, fields: said } = yield * pcdHeader(incoming)
  const { fields, stride } = placed(said)
  // Padding has a name as well, which a row may have several times.
  const isNamed = ({ name }: { readonly name: string }): boolean => name !== '_'
  if (encoding === 'ascii') {
    yield * rowTables(new Words(incoming), size, block,
      fields.map(field => ({ ...field, unnamed: !isNamed(field) })))
  } else if (encoding === 'binary') {
    yield * recordTables(incoming, block, { size, stride,
      columns: (bytes, records) => readRecords(bytes, records, fields.filter(isNamed)) })
  } else {
    // One field after the other, so that equal bytes come together.
    const unpacked = yield * decompressed(incoming, size * stride)
    const columns = fields.filter(isNamed).map((field): [string, Column] => {
      const each = numberTypes[field.type].bytes * field.count
      const records = { start: field.offset * size, stride: each, size }
      return [field.name,
        { data: readField(unpacked, records, { ...field, offset: 0 }), width: field.count }]
    })
    yield * slices({ size, columns: Object.fromEntries(columns) }, block)
  }
}

function * decompressed (incoming: Incoming, expected: number): Reading<Uint8Array> {
  const { source } = incoming
  if (!(yield * need(incoming, 8)))
    throw fail('FORMAT', source, 'ends before the sizes of its compressed data')
  const view = new DataView(incoming.bytes.buffer, incoming.bytes.byteOffset + incoming.at, 8)
  const [packed, unpacked] = [view.getUint32(0, true), view.getUint32(4, true)]
  incoming.at += 8
  const tooFew = (): Error => fail('FORMAT', source,
    `announces ${packed} compressed bytes, got ${incoming.rest}`)
  if (packed > incoming.rest) throw tooFew()
  if (unpacked !== expected) {
    throw fail('FORMAT', source,
      `must unpack to the ${expected} bytes of its points, got ${unpacked} announced`)
  }
  if (unpacked > packed * MOST_PER_BYTE)
    throw fail('FORMAT', source, `cannot unpack ${unpacked} bytes from ${packed}`)
  if (!(yield * need(incoming, packed))) throw tooFew()
  const { bytes, at } = incoming
  incoming.at += packed
  return decompressLzf(bytes.subarray(at, at + packed), unpacked, source)
}
