import { fail } from '../../../core/errors.js'
import { headerEnd, readHeader, type NpyHeader } from '../../../core/npy/header.js'
import { fromHalf, numberTypes, type NumberType } from '../../../core/npy/number-type.js'
import { numbersOf } from '../../../core/npy/numbers.js'
import { encodeStructuredHeader } from '../../../core/npy/structured-encode.js'
import { readStructured, type StructuredHeader } from '../../../core/npy/structured.js'
import type { Column, ColumnData } from '../cloud.js'
import { readField, type ScalarType } from './records.js'
import { need, type Incoming } from './stream/incoming.js'
import { recordTables, wholeTable, wholly, type Parser, type Tables } from './stream/tables.js'
import { alike, recordsOf, writtenWhole, type Writing } from './stream/writing.js'
import { checkNames, checkedTable, type PointTable } from './table.js'
import { likenesses, usualNames, type Likenesses } from './text/usual.js'

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
  return wholeTable(bytes, 'readNpyTable', source, npyParser(fields, 'readNpyTable'))
}

/** More columns than any points have. */
const MOST = 2 ** 16

/** The same, block by block; a matrix that lies column by column must all be there first. */
export function npyParser (
  fields: readonly string[] | undefined, who: string, likeness: Likenesses = {}
): Parser {
  checkNames(fields, who)
  return function * (incoming, block) {
    const { source, total } = incoming
    yield * need(incoming, 12)
    yield * need(incoming, headerEnd(incoming.bytes))
    const structured = readStructured(source, incoming.bytes, total)
    yield * structured === undefined
      ? matrix(incoming, block, readHeader(source, incoming.bytes, total), fields, likeness)
      : records(incoming, block, structured)
    if (yield * need(incoming, 1))
      throw fail('FORMAT', source, 'has more bytes than its header announces')
  }
}

function records (incoming: Incoming, block: number, header: StructuredHeader): Tables {
  const { fields, size, start, stride } = header
  incoming.at = start
  return recordTables(incoming, block, {
    size, stride,
    columns: (bytes, records) => Object.fromEntries(fields.map(field => {
      const data = readField(bytes, { ...records, bigEndian: field.bigEndian },
        { ...field, type: storedAs(field.type) })
      return [field.name, { data: heldAs(field.type, data), width: field.count }]
    }))
  })
}

function * matrix (
  incoming: Incoming, block: number, header: NpyHeader, fields: readonly string[] | undefined,
  { known, gather }: Likenesses
): Tables {
  const { source } = incoming
  const { shape, type, start, fortran } = header
  const [size = 1, width = 1] = shape
  if (shape.length > 2 || shape.length < 1)
    throw fail('FORMAT', source, `must have one axis or two, got shape [${shape.join(', ')}]`)
  if (width > MOST || (fields !== undefined && fields.length !== width)) {
    throw fail('FORMAT', source, `must have ${
      width > MOST ? `at most ${MOST}` : fields?.length} columns, got ${width}`)
  }
  let names = fields ?? (width === 1 ? ['values'] : undefined)
  const columnsOf = (raw: Uint8Array, rows: number): Record<string, Column> => {
    const data = numbersOf(source, { ...header, shape: [rows, width] }, Uint8Array.from(raw))
    const lists = Array.from({ length: width }, (_, k) => {
      const list = data.slice(0, rows)
      for (let point = 0; point < rows; point++) list[point] = data[point * width + k]
      return list
    })
    if (fields === undefined && width > 1) {
      const like = known ?? likenesses(lists, gather)
      gather?.splice(0, width, ...like)
      names ??= usualNames(like)
    }
    return Object.fromEntries((names as string[]).map((name, k): [string, Column] =>
      [name, { data: lists[k], width: 1 }]))
  }
  incoming.at = start
  const stride = width * numberTypes[type].bytes
  // Row by row, unless the first index runs fastest
  yield * fortran && width > 1
    ? wholly(incoming, block, raw => ({ size, columns: columnsOf(raw, size) }))
    : recordTables(incoming, block, { size, stride,
      columns: (bytes, { start: at, size: rows }) =>
        columnsOf(bytes.subarray(at, at + rows * stride), rows) })
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
  return writtenWhole(table, npyWriting(table, 'writeNpyTable'))
}

/** The same, block by block; `first` is one of them. */
export function npyWriting (first: PointTable, who: string): Writing {
  const columnsOf = ({ columns }: PointTable): Array<[string, Column]> => Object.entries(columns)
  const columns = columnsOf(checkedTable(first, who))
  const fields = columns.map(([name, column]) => ({ name, ...column }))
  return {
    head: (size, wide) => encodeStructuredHeader(fields, size, who, wide),
    body: table => recordsOf(alike(table, columns, who, columnsOf), table.size)
  }
}
