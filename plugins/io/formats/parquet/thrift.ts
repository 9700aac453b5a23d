import { fail } from '../../../../core/errors.js'

/** A place in bytes that are read one after the other. */
export interface Cursor {
  readonly name: string
  readonly bytes: Uint8Array
  at: number
  readonly end: number
}

/** A struct of the compact protocol: its fields by number. */
export type Struct = Map<number, Value>
type Value = boolean | number | Uint8Array | Value[] | Struct

const DEEPEST = 16
const kind = {
  stop: 0, true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9,
  struct: 12
} as const

/**
 * Reads a struct of Thrift's compact protocol without trusting it: no length is believed before as
 * many bytes are there, and nothing is nested without end. Numbers beyond 2 ** 53 lose their last
 * digits.
 *
 * @throws FORMAT
 */
export function readStruct (cursor: Cursor, depth = 0): Struct {
  if (depth > DEEPEST) throw damaged(cursor)
  const fields: Struct = new Map()
  let id = 0
  for (;;) {
    const head = byte(cursor)
    if ((head & 15) === kind.stop) return fields
    id = head >> 4 === 0 ? zigzag(cursor, 5) : id + (head >> 4)
    fields.set(id, readValue(cursor, head & 15, depth))
  }
}

function readValue (cursor: Cursor, type: number, depth: number): Value {
  switch (type) {
    case kind.true: return true
    case kind.false: return false
    case kind.byte: return byte(cursor)
    case kind.i16:
    case kind.i32: return zigzag(cursor, 5)
    case kind.i64: return zigzag(cursor, 10)
    case kind.double: return take(cursor, 8).length
    case kind.binary: return take(cursor, varint(cursor, 5))
    case kind.list: return readList(cursor, depth)
    case kind.struct: return readStruct(cursor, depth + 1)
    default: throw damaged(cursor)
  }
}

function readList (cursor: Cursor, depth: number): Value[] {
  const head = byte(cursor)
  const count = head >> 4 === 15 ? varint(cursor, 5) : head >> 4
  const type = head & 15
  // Every element takes a byte at least.
  if (count > cursor.end - cursor.at) throw damaged(cursor)
  const values: Value[] = []
  for (let i = 0; i < count; i++)
    values.push(readValue(cursor, type <= kind.false ? kind.byte : type, depth + 1))
  return values
}

export function byte (cursor: Cursor): number {
  if (cursor.at >= cursor.end) throw damaged(cursor)
  return cursor.bytes[cursor.at++]
}

export function take (cursor: Cursor, count: number): Uint8Array {
  if (count > cursor.end - cursor.at) throw damaged(cursor)
  cursor.at += count
  return cursor.bytes.subarray(cursor.at - count, cursor.at)
}

/** A number of 7 bits a byte, the lowest first, of at most `most` bytes. */
export function varint (cursor: Cursor, most: number): number {
  let result = 0
  for (let i = 0; i < most; i++) {
    const next = byte(cursor)
    result += (next & 127) * 2 ** (7 * i)
    if (next < 128) return result
  }
  throw damaged(cursor)
}

/** A signed number: 0, -1, 1, -2 … */
export function zigzag (cursor: Cursor, most: number): number {
  const number = varint(cursor, most)
  return number % 2 === 0 ? number / 2 : -(number + 1) / 2
}

export function damaged ({ name }: Cursor) {
  return fail('FORMAT', name, 'is a damaged Parquet file')
}
