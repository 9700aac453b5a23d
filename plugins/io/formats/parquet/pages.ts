import { fail } from '../../../../core/errors.js'
import { spend, type Budget } from './budget.js'
import type { ParquetColumnInfo } from './columns.js'
import { walkRuns } from './runs.js'
import {
  byte, damaged, readStruct, take, varint, zigzag, type Cursor, type Struct
} from './thrift.js'
import type { Unpack } from './unpack.js'

const encoding = {
  plain: 0, plainDictionary: 2, rle: 3, delta: 5, deltaLength: 6, dictionary: 8, split: 9
} as const
const widths: Record<string, number> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8 }
const BROADEST_INDEX = 24

/**
 * Checks every page of a column: that sizes and counts agree with the bytes that are there. The
 * decoder believes them, so it must not see others.
 *
 * @param values how many values the column claims
 * @param budget the unpacked pages are taken off it
 * @returns the unpacked bytes in the order in which the decoder will ask for them
 * @throws FORMAT
 */
export function checkPages (
  cursor: Cursor, column: ParquetColumnInfo, values: number, unpack: Unpack, budget: Budget
): Uint8Array[] {
  const unpacked: Uint8Array[] = []
  let left = values
  let dictionary = false
  while (cursor.at < cursor.end) {
    const header = readStruct(cursor)
    const claimed = count(cursor, header, 2)
    const packed = take(cursor, count(cursor, header, 3))
    spend(cursor.name, budget, claimed)
    const page = pageOf(cursor, header, packed, claimed, unpack)
    if (page.fresh) unpacked.push(page.bytes.subarray(page.levels))
    if (page.type === 2) {
      dictionary = true
      checkPlain(at(cursor, page.bytes), column, count(cursor, page.head, 1))
    } else {
      left -= checkData(cursor, page, column, dictionary)
      if (left < 0) throw damaged(cursor)
    }
  }
  if (left !== 0) throw damaged(cursor)
  return unpacked
}

interface Page {
  readonly type: number
  readonly head: Struct
  readonly bytes: Uint8Array
  /** Bytes of levels that come before what is packed, in pages of version 2. */
  readonly levels: number
  /** Whether the decoder will ask for it to be unpacked. */
  readonly fresh: boolean
}

function pageOf (
  cursor: Cursor, header: Struct, packed: Uint8Array, claimed: number, unpack: Unpack
): Page {
  const type = count(cursor, header, 1)
  const head = header.get(type === 2 ? 7 : type === 3 ? 8 : 5)
  if (![0, 2, 3].includes(type) || !(head instanceof Map)) throw damaged(cursor)
  if (type !== 3)
    return { type, head, levels: 0, fresh: true, bytes: unpack(cursor.name, packed, claimed) }
  const levels = count(cursor, head, 5) + count(cursor, head, 6)
  if (levels > packed.length || levels > claimed) throw damaged(cursor)
  const fresh = head.get(7) !== false
  const body = packed.subarray(levels)
  const bytes = fresh ? unpack(cursor.name, body, claimed - levels) : body
  return {
    type, head, levels, fresh, bytes: Buffer.concat([packed.subarray(0, levels), bytes])
  }
}

/** @returns how many values the page has, missing ones among them */
function checkData (
  outer: Cursor, page: Page, column: ParquetColumnInfo, dictionary: boolean
): number {
  const cursor = at(outer, page.bytes)
  const values = count(cursor, page.head, 1)
  const there = page.type === 3
    ? levelsOfVersion2(cursor, page.head, column, values)
    : levelsOfVersion1(cursor, page.head, column, values)
  const type = count(cursor, page.head, page.type === 3 ? 4 : 2)
  if (type === encoding.plain) checkPlain(cursor, column, there)
  else if (type === encoding.dictionary || type === encoding.plainDictionary) {
    if (!dictionary) throw damaged(cursor)
    if (there > 0) checkIndexes(cursor, there)
  } else if (type === encoding.rle && column.physical === 'BOOLEAN')
    checkPrefixed(cursor, 1, there)
  else if (type === encoding.delta || type === encoding.deltaLength) checkDelta(cursor, there)
  else if (type === encoding.split) take(cursor, there * widthOf(cursor, column))
  else throw fail('FORMAT', cursor.name,
    `column "${column.name}" has the Parquet encoding ${type}, which is not read`)
  return values
}

function levelsOfVersion1 (
  cursor: Cursor, head: Struct, { repetition, definition }: ParquetColumnInfo, values: number
): number {
  if (repetition > 0) {
    if (head.get(4) !== encoding.rle) throw damaged(cursor)
    checkPrefixed(cursor, bits(repetition), values, repetition)
  }
  if (definition === 0) return values
  if (head.get(3) !== encoding.rle) throw damaged(cursor)
  return checkPrefixed(cursor, bits(definition), values, definition)
}

function levelsOfVersion2 (
  cursor: Cursor, head: Struct, { repetition, definition }: ParquetColumnInfo, values: number
): number {
  const part = (field: number, top: number) => {
    const length = count(cursor, head, field)
    const bytes = at(cursor, take(cursor, length))
    if (top === 0 && length > 0) throw damaged(cursor)
    return top === 0 ? values : walkRuns(bytes, bits(top), values, top)
  }
  part(6, repetition)
  const there = part(5, definition)
  if (there !== values - count(cursor, head, 2)) throw damaged(cursor)
  return there
}

/** Runs after four bytes that say how long they are. */
function checkPrefixed (cursor: Cursor, width: number, values: number, top?: number): number {
  const length = take(cursor, 4).reduce((sum, each, i) => sum + each * 256 ** i, 0)
  return walkRuns(at(cursor, take(cursor, length)), width, values, top)
}

function checkIndexes (cursor: Cursor, values: number): void {
  const width = byte(cursor)
  if (width > BROADEST_INDEX) throw damaged(cursor)
  walkRuns(cursor, width, values)
}

function checkDelta (cursor: Cursor, values: number): void {
  const block = varint(cursor, 5)
  const parts = varint(cursor, 5)
  const total = varint(cursor, 5)
  zigzag(cursor, 10)
  if (!(parts > 0 && parts <= 512 && block <= 1_048_576 && block % (parts * 8) === 0) ||
    block === 0 || total !== values) throw damaged(cursor)
}

function checkPlain (cursor: Cursor, column: ParquetColumnInfo, values: number): void {
  if (column.physical === 'BOOLEAN') take(cursor, Math.ceil(values / 8))
  else if (column.physical !== 'BYTE_ARRAY') take(cursor, values * widthOf(cursor, column))
  else
    for (let i = 0; i < values; i++)
      take(cursor, take(cursor, 4).reduce((sum, each, k) => sum + each * 256 ** k, 0))
}

function widthOf (cursor: Cursor, { physical, length }: ParquetColumnInfo): number {
  const width = physical === 'FIXED_LEN_BYTE_ARRAY' ? length : widths[physical]
  if (!width) throw damaged(cursor)
  return width
}

const bits = (top: number) => 32 - Math.clz32(top)
const at = ({ name }: Cursor, bytes: Uint8Array): Cursor =>
  ({ name, bytes, at: 0, end: bytes.length })

/** A field that is a number from 0. */
function count (cursor: Cursor, struct: Struct, field: number): number {
  const value = struct.get(field)
  if (typeof value !== 'number' || !(value >= 0)) throw damaged(cursor)
  return value
}
