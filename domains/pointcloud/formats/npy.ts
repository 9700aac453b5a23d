import { fail } from '../../../core/errors.js'
import { decodeNpy } from '../../../core/npy/decode.js'
import { fromHalf, type NumberType } from '../../../core/npy/number-type.js'
import { encodeStructuredHeader } from '../../../core/npy/structured-encode.js'
import { readStructured } from '../../../core/npy/structured.js'
import type { Column, ColumnData } from '../cloud.js'
import { readField, writeField, type ScalarType } from './records.js'
import { checkBytes, checkNames, checkedTable, type PointTable } from './table.js'
import { usualNames } from './text/usual.js'

/**
 * Reads the points of an NPY file: the fields of a structured array by their names, the columns of
 * a matrix by the names that are given, or by those that so many mostly have (x, y, z …). Every
 * column keeps its type.
 *
 * @param fields - names for the columns of a matrix, or for a list of numbers
 * @param source - names the file in errors
 * @throws FORMAT for what is no such file, and for arrays of more than two axes
 */
export function readNpyTable (
  bytes: Uint8Array, fields?: readonly string[], source = 'readNpyTable'
): PointTable {
  checkBytes(bytes, 'readNpyTable')
  checkNames(fields, 'readNpyTable')
  const structured = readStructured(source, bytes)
  if (structured !== undefined) {
    const { size, start, stride } = structured
    return {
      size,
      columns: Object.fromEntries(structured.fields.map(field => {
        const records = { start, stride, size, bigEndian: field.bigEndian }
        const data = readField(bytes, records, { ...field, type: storedAs(field.type) })
        return [field.name, { data: heldAs(field.type, data), width: field.count }]
      }))
    }
  }
  const { shape, data } = decodeNpy(source, bytes)
  const [size = 1, width = 1] = shape
  if (shape.length > 2 || shape.length < 1)
    throw fail('FORMAT', source, `must have one axis or two, got shape [${shape.join(', ')}]`)
  const lists = Array.from({ length: width }, (_, k) => {
    const list = data.slice(0, size)
    for (let point = 0; point < size; point++) list[point] = data[point * width + k]
    return list
  })
  const names = fields ?? (width === 1 ? ['values'] : usualNames(lists as Float64Array[]))
  if (names.length !== width)
    throw fail('FORMAT', source, `must have ${names.length} columns, got ${width}`)
  return {
    size,
    columns: Object.fromEntries(names.map((name, k): [string, Column] =>
      [name, { data: lists[k], width: 1 }]))
  }
}

function storedAs (type: NumberType): ScalarType {
  return type === 'bool' ? 'uint8' : type === 'float16' ? 'uint16' : type
}

function heldAs (type: NumberType, data: ColumnData): ColumnData {
  return type === 'float16' ? Float32Array.from(data as Uint16Array, fromHalf) : data
}

/**
 * Writes points as an NPY file of records, whose fields numpy finds by name: `np.load(f)['x']`.
 *
 * @throws INPUT for columns of different lengths, and for names that are no plain letters
 */
export function writeNpyTable (table: PointTable): Uint8Array {
  const { size, columns } = checkedTable(table, 'writeNpyTable')
  const fields = Object.entries(columns).map(([name, column]) => ({ name, ...column }))
  const { header, stride } = encodeStructuredHeader(fields, size, 'writeNpyTable')
  const bytes = new Uint8Array(header.length + size * stride)
  bytes.set(header)
  let offset = 0
  for (const column of fields) {
    writeField(bytes, { start: header.length, stride, size }, offset, column)
    offset += column.data.BYTES_PER_ELEMENT * column.width
  }
  return bytes
}
