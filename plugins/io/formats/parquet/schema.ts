import type { SchemaElement } from 'hyparquet'
import { fail } from '../../../../core/errors.js'
import { numberTypes, typeOf, type NumberArray } from '../../../../core/npy/number-type.js'
import type { ParquetKind } from './columns.js'

/**
 * A column to write: numbers, texts or byte strings, with what `readParquet` tells of them. A bare
 * array is one without lists or missing rows.
 */
export type ParquetInput = NumberArray | readonly string[] | readonly Uint8Array[] | {
  readonly data: NumberArray | readonly string[] | readonly Uint8Array[]
  /** By default what the data is: a list of no texts and no bytes needs it. */
  readonly type?: ParquetKind
  /** 1 where a row is missing. Give it in the first group if any group has missing rows. */
  readonly missing?: Uint8Array
  /** Lists: row i is `data` from `offsets[i]` to before `offsets[i + 1]`. */
  readonly offsets?: Int32Array
}

/** A column that was checked. */
export interface Written {
  readonly name: string
  readonly kind: ParquetKind
  readonly data: NumberArray | readonly string[] | readonly Uint8Array[]
  readonly rows: number
  readonly missing?: Uint8Array
  readonly offsets?: Int32Array
}

const WHO = 'writeParquet'

/**
 * @throws INPUT
 */
export function writtenOf (name: string, input: ParquetInput): Written {
  const given = Array.isArray(input) || ArrayBuffer.isView(input)
    ? { data: input as NumberArray }
    : input as Exclude<ParquetInput, NumberArray | readonly string[] | readonly Uint8Array[]>
  const { data, missing, offsets } = given
  const kind = given.type ?? kindOf(data)
  if (kind === undefined || !holds(kind, data))
    throw fail('INPUT', WHO, name, `must hold ${kind ?? 'numbers, texts or byte strings'}`, data)
  const rows = offsets === undefined ? data.length : offsets.length - 1
  if (offsets !== undefined && !areOffsets(offsets, data.length))
    throw fail('INPUT', WHO, `${name}.offsets`,
      'must rise from 0 to the length of data, in an Int32Array', offsets)
  if (missing !== undefined && !(missing instanceof Uint8Array && missing.length === rows))
    throw fail('INPUT', WHO, `${name}.missing`, `must be a Uint8Array of ${rows}`, missing)
  return { name, kind, data, rows, missing, offsets }
}

function kindOf (data: unknown): ParquetKind | undefined {
  if (!Array.isArray(data)) return typeOf(data)
  if (data.length > 0 && data.every(each => typeof each === 'string')) return 'text'
  return data.length > 0 && data.every(each => each instanceof Uint8Array) ? 'bytes' : undefined
}

function holds (kind: ParquetKind, data: unknown): boolean {
  if (kind === 'text') return Array.isArray(data) && data.every(each => typeof each === 'string')
  if (kind === 'bytes')
    return Array.isArray(data) && data.every(each => each instanceof Uint8Array)
  if (!Object.hasOwn(numberTypes, kind) || !(data instanceof numberTypes[kind].holds)) return false
  return kind !== 'bool' || (data as Uint8Array).every(truth => truth <= 1)
}

function areOffsets (offsets: Int32Array, length: number): boolean {
  return offsets instanceof Int32Array && offsets[0] === 0 && offsets.at(-1) === length &&
    offsets.every((offset, i) => i === 0 || offset >= offsets[i - 1])
}

/** The part of the schema for a column; `missing` decides whether its rows may be missing. */
export function elementsOf ({ name, kind, missing, offsets }: Written): SchemaElement[] {
  const repetition = missing === undefined ? 'REQUIRED' : 'OPTIONAL'
  if (offsets === undefined) return [{ name, ...leaves[kind], repetition_type: repetition }]
  return [
    { name, repetition_type: repetition, num_children: 1, converted_type: 'LIST',
      logical_type: { type: 'LIST' } },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', ...leaves[kind], repetition_type: 'REQUIRED' }
  ]
}

const leaves: Record<ParquetKind, Omit<SchemaElement, 'name'>> = {
  bool: { type: 'BOOLEAN' },
  int8: { type: 'INT32', converted_type: 'INT_8' },
  uint8: { type: 'INT32', converted_type: 'UINT_8' },
  int16: { type: 'INT32', converted_type: 'INT_16' },
  uint16: { type: 'INT32', converted_type: 'UINT_16' },
  int32: { type: 'INT32' },
  uint32: { type: 'INT32', converted_type: 'UINT_32' },
  int64: { type: 'INT64' },
  uint64: { type: 'INT64', converted_type: 'UINT_64' },
  float16: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: { type: 'FLOAT16' } },
  float32: { type: 'FLOAT' },
  float64: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  bytes: { type: 'BYTE_ARRAY' }
}
