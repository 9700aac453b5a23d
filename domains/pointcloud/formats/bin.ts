import { fail } from '../../../core/errors.js'
import { numberTypes, typeOf } from '../../../core/npy/number-type.js'
import { placed, readRecords, writeField, type Field, type ScalarType } from './records.js'
import { recordTables, wholeTable, type Parser } from './stream/tables.js'
import type { Writing } from './stream/writing.js'
import { checkedTable, type PointTable } from './table.js'

/** A field of a raw file: its name, if it is a float of 32 bits, or its name and type. */
export type BinField = string | { readonly name: string, readonly type: ScalarType }

/** What raw files of known data sets hold, point by point. */
export const binLayouts = {
  /** KITTI, SemanticKITTI. */
  kitti: ['x', 'y', 'z', 'intensity'],
  /** nuScenes, Lyft. */
  nuscenes: ['x', 'y', 'z', 'intensity', 'ring'],
  /** Waymo, as mmdetection3d keeps it. */
  waymo: ['x', 'y', 'z', 'intensity', 'elongation', 'timestamp'],
  /** ScanNet and S3DIS, as mmdetection3d keeps them. */
  rooms: ['x', 'y', 'z', 'red', 'green', 'blue']
} as const satisfies Record<string, readonly BinField[]>

export interface BinOptions {
  /** What a point holds, in order; KITTI's four floats by default. */
  readonly fields?: readonly BinField[]
  /** Bytes of a point, if it holds more than the fields; what they take by default. */
  readonly stride?: number
}

/**
 * Reads a file of points without a header, little-endian.
 *
 * @param source - names the file in errors
 * @throws FORMAT for a file whose size is no multiple of a point's
 */
export function readBin (
  bytes: Uint8Array, options: BinOptions = {}, source = 'readBin'
): PointTable {
  return wholeTable(bytes, 'readBin', source, binParser(options, 'readBin'))
}

/** The same, block by block. */
export function binParser (options: BinOptions, who: string): Parser {
  const { fields, stride } = layoutOf(options, who)
  return (incoming, block) => recordTables(incoming, block, {
    stride,
    columns: (bytes, records) => readRecords(bytes, records, fields),
    tooFew: left => fail('FORMAT', incoming.source,
      `must have a multiple of ${stride} bytes, those of a point (${
        fields.map(({ name }) => name).join(', ')}), got ${left}`)
  })
}

/**
 * Writes points without a header, little-endian. What lies between the fields and the stride is 0.
 *
 * @throws INPUT for a field that the table has not, or in another type
 */
export function writeBin (table: PointTable, options: BinOptions = {}): Uint8Array {
  return binWriting(options, 'writeBin').body(table)
}

/** The same, block by block. */
export function binWriting (options: BinOptions, who: string): Writing {
  const { fields, stride } = layoutOf(options, who)
  return {
    head: () => new Uint8Array(0),
    body: table => {
      const { size, columns } = checkedTable(table, who)
      const bytes = new Uint8Array(size * stride)
      for (const { name, type, offset } of fields) {
        const column = Object.hasOwn(columns, name) ? columns[name] : undefined
        if (column?.width !== 1 || typeOf(column.data) !== type)
          throw fail('INPUT', who, name, `must be a column of one ${type} a point`, column?.data)
        writeField(bytes, { start: 0, stride, size }, offset, column)
      }
      return bytes
    }
  }
}

function layoutOf (options: BinOptions, who: string) {
  const { fields = binLayouts.kitti, stride } = Object(options) as BinOptions
  if (!Array.isArray(fields)) throw fail('OPTION', who, 'fields', 'must be a list', fields)
  const list = Array.from(fields as readonly BinField[], (field): Field => {
    const { name, type } = typeof field === 'string'
      ? { name: field, type: 'float32' as const }
      : Object(field) as Exclude<BinField, string>
    return { name, type, count: 1 }
  })
  for (const { name, type } of list) {
    if (!Object.hasOwn(numberTypes, type) || list.filter(each => each.name === name).length > 1)
      throw fail('OPTION', who, 'fields', 'must be names of numbers, each once', name)
  }
  const found = placed(list)
  const bytes = stride ?? found.stride
  if (list.length === 0 || !Number.isSafeInteger(bytes) || bytes < found.stride)
    throw fail('OPTION', who, 'stride', `must be ${found.stride} bytes at least`, stride)
  return { fields: found.fields, stride: bytes }
}
