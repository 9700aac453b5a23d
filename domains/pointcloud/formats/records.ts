import { numberTypes, type NumberType } from '../../../core/npy/number-type.js'
import { swap } from '../../../core/npy/numbers.js'
import type { Column, ColumnData } from '../cloud.js'

/** The types that points have in files. */
export type ScalarType = Exclude<NumberType, 'bool' | 'float16'>

/** A field of a record. */
export interface Field {
  readonly name: string
  readonly type: ScalarType
  /** Numbers of this type in the field. */
  readonly count: number
}

/** A field with its place in the record, in bytes. */
export interface PlacedField extends Field { readonly offset: number }

/** Where records lie: `size` of them, `stride` bytes each, from `start` on. */
export interface Records {
  readonly start: number
  readonly stride: number
  readonly size: number
  readonly bigEndian?: boolean
}

/** Fields one behind the other, and the bytes of all. */
export function placed (
  fields: readonly Field[]
): { readonly fields: readonly PlacedField[], readonly stride: number } {
  let stride = 0
  const found = fields.map(field => {
    const offset = stride
    stride += numberTypes[field.type].bytes * field.count
    return { ...field, offset }
  })
  return { fields: found, stride }
}

/** Columns of fields, bit by bit: a colour that is packed into a float may be a NaN of its own. */
export function readRecords (
  bytes: Uint8Array, records: Records, fields: readonly PlacedField[]
): Record<string, Column> {
  return Object.fromEntries(fields.map(field =>
    [field.name, { data: readField(bytes, records, field), width: field.count }]))
}

/** One field of all records. The records must be there: nothing is checked here. */
export function readField (
  bytes: Uint8Array, { start, stride, size, bigEndian = false }: Records,
  { type, count, offset }: PlacedField
): ColumnData {
  const { holds, bytes: width } = numberTypes[type]
  const data = new holds(new ArrayBuffer(size * count * width))
  const into = new Uint8Array(data.buffer)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shorts = width === 2 ? new Uint16Array(data.buffer) : undefined
  const words = width === 4 ? new Uint32Array(data.buffer) : undefined
  for (let point = 0, k = 0; point < size; point++) {
    let at = start + point * stride + offset
    for (let each = 0; each < count; each++, k++, at += width) {
      if (words !== undefined) words[k] = view.getUint32(at, !bigEndian)
      else if (shorts !== undefined) shorts[k] = view.getUint16(at, !bigEndian)
      else for (let b = 0; b < width; b++) into[k * width + b] = bytes[at + b]
    }
  }
  if (width === 8 && bigEndian === littleEndian) swap(into, width)
  return data
}

/** Writes one column into the records of a file. */
export function writeField (
  bytes: Uint8Array, { start, stride, size, bigEndian = false }: Records, offset: number,
  { data, width: count }: Column
): void {
  const width = data.BYTES_PER_ELEMENT
  const from = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  const turned = width > 1 && bigEndian === littleEndian
  const raw = turned ? from.slice() : from
  if (turned) swap(raw, width)
  const each = count * width
  for (let point = 0, k = 0; point < size; point++) {
    const at = start + point * stride + offset
    for (let b = 0; b < each; b++) bytes[at + b] = raw[k++]
  }
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
