import type { FileMetaData, ParquetType, SchemaElement } from 'hyparquet'
import { fail } from '../../../../core/errors.js'
import type { NumberType } from '../../../../core/npy/number-type.js'

/** What a column of a Parquet file holds: numbers, texts, or bytes. */
export type ParquetKind = NumberType | 'text' | 'bytes'

/** A column that can be read. */
export interface ParquetColumnInfo {
  readonly name: string
  readonly type: ParquetKind
  /** Its rows are lists. */
  readonly list: boolean
  readonly physical: ParquetType
  /** Bytes of a value of fixed length. */
  readonly length: number
  /** The largest levels that its pages have. */
  readonly repetition: number
  readonly definition: number
  /** Its leaf in the file, and its part of the schema. */
  readonly path: readonly string[]
  readonly elements: readonly SchemaElement[]
}

/** A column that cannot be read, and why. */
export interface UnreadColumn { readonly name: string, readonly reason: string }

const MOST_ELEMENTS = 10_000

/**
 * The columns of a schema, which lists a tree depth first: flat ones and lists of plain values.
 *
 * @throws FORMAT for a schema that is no tree, or has a name twice
 */
export function columnsOf (name: string, { schema }: Pick<FileMetaData, 'schema'>) {
  if (schema.length === 0 || schema.length > MOST_ELEMENTS)
    throw fail('FORMAT', name, 'has no sensible schema')
  const columns: Array<ParquetColumnInfo | UnreadColumn> = []
  let at = 1
  while (at < schema.length) {
    const end = endOf(name, schema, at)
    columns.push(columnOf(schema.slice(at, end)))
    at = end
  }
  if (columns.length !== (schema[0].num_children ?? 0))
    throw fail('FORMAT', name, 'has no sensible schema')
  const double = columns.find((column, i) => columns.findIndex(other =>
    other.name === column.name) !== i)
  if (double !== undefined) throw fail('FORMAT', name, `has two columns named "${double.name}"`)
  return columns
}

/** Where the subtree that starts at `start` ends. */
function endOf (name: string, schema: readonly SchemaElement[], start: number): number {
  let at = start
  for (let wanted = 1; wanted > 0; wanted--) {
    if (at >= schema.length) throw fail('FORMAT', name, 'has no sensible schema')
    const children = schema[at++].num_children ?? 0
    if (children < 0 || children > schema.length)
      throw fail('FORMAT', name, 'has no sensible schema')
    wanted += children
  }
  return at
}

function columnOf (elements: readonly SchemaElement[]): ParquetColumnInfo | UnreadColumn {
  const [top, middle] = elements
  const leaf = elements[elements.length - 1]
  const repeated = elements.filter(({ repetition_type: type }) => type === 'REPEATED')
  const list = elements.length > 1
  const isList = top.converted_type === 'LIST' && top.repetition_type !== 'REPEATED' &&
    middle?.repetition_type === 'REPEATED' && repeated.length === 1 && elements.length <= 3 &&
    elements.every(({ num_children: children }, i) =>
      (children ?? 0) === (i === elements.length - 1 ? 0 : 1))
  if (list ? !isList : repeated.length > 0)
    return { name: top.name, reason: 'is neither flat nor a list of plain values' }
  const type = kindOf(leaf)
  if (leaf.type === undefined || type === undefined)
    return {
      name: top.name,
      reason: `holds ${described(leaf)}; write it as numbers or text, or leave the column out`
    }
  return {
    name: top.name,
    type,
    list,
    physical: leaf.type,
    length: leaf.type_length ?? 0,
    repetition: repeated.length,
    definition: elements.filter(({ repetition_type: each }) => each !== 'REQUIRED').length,
    path: elements.map(({ name }) => name),
    elements
  }
}

const described = ({ type, converted_type: converted, logical_type: logical }: SchemaElement) =>
  logical?.type ?? converted ?? type ?? 'nothing'

function kindOf (element: SchemaElement): ParquetKind | undefined {
  const { type, converted_type: converted, logical_type: logical } = element
  const meaning = logical?.type === 'INTEGER'
    ? `${logical.isSigned ? 'INT' : 'UINT'}_${logical.bitWidth}`
    : logical?.type ?? converted
  return kinds[`${type} ${meaning ?? ''}`.trim()]
}

const kinds: Record<string, ParquetKind> = {
  BOOLEAN: 'bool',
  INT32: 'int32', 'INT32 INT_8': 'int8', 'INT32 INT_16': 'int16', 'INT32 INT_32': 'int32',
  'INT32 UINT_8': 'uint8', 'INT32 UINT_16': 'uint16', 'INT32 UINT_32': 'uint32',
  INT64: 'int64', 'INT64 INT_64': 'int64', 'INT64 UINT_64': 'uint64',
  FLOAT: 'float32', DOUBLE: 'float64', 'FIXED_LEN_BYTE_ARRAY FLOAT16': 'float16',
  BYTE_ARRAY: 'bytes', 'BYTE_ARRAY UTF8': 'text', 'BYTE_ARRAY STRING': 'text',
  'BYTE_ARRAY ENUM': 'text', FIXED_LEN_BYTE_ARRAY: 'bytes'
}
