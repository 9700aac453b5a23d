import { byte, damaged, take, varint, type Cursor } from './thrift.js'

/**
 * Walks numbers in Parquet's mixture of runs and packed groups of eight, to be sure that there are
 * `count` of them, neither less nor more, before anything is made of them.
 *
 * @param width bits of a number; 0, 1 or 2 if `top` is given
 * @param top the largest level that may occur
 * @returns how many of them are `top`
 */
export function walkRuns (cursor: Cursor, width: number, count: number, top?: number): number {
  let seen = 0
  let tops = 0
  while (seen < count) {
    const head = varint(cursor, 5)
    const size = Math.floor(head / 2) * (head % 2 === 1 ? 8 : 1)
    // The last group is filled up to eight; a run is not.
    const most = count - seen + (head % 2 === 1 ? 7 : 0)
    if (size === 0 || size > most) throw damaged(cursor)
    tops += head % 2 === 1
      ? packed(cursor, width, size, Math.min(size, count - seen), top)
      : repeated(cursor, width, size, top)
    seen += size
  }
  return tops
}

function packed (
  cursor: Cursor, width: number, size: number, count: number, top: number | undefined
): number {
  const bytes = take(cursor, size / 8 * width)
  if (top === undefined) return 0
  let tops = 0
  for (let i = 0; i < count; i++) {
    const level = (bytes[i * width >> 3] >> (i * width & 7)) & ((1 << width) - 1)
    if (level > top) throw damaged(cursor)
    if (level === top) tops++
  }
  return tops
}

function repeated (cursor: Cursor, width: number, size: number, top: number | undefined): number {
  let level = 0
  for (let shift = 0; shift < width; shift += 8) level += byte(cursor) * 2 ** shift
  if (top === undefined) return 0
  if (level > top) throw damaged(cursor)
  return level === top ? size : 0
}
