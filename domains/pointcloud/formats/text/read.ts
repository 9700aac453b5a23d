import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { checkBytes, checkNames, type PointTable } from '../table.js'
import { numberAt } from './number.js'
import { typedColumn, usualNames } from './usual.js'

export interface TextOptions {
  /** What the numbers of a line are; a line of names, or how many there are, tells by default. */
  readonly fields?: readonly string[]
  /** What is done about lines that are no numbers or of another length; `error` by default. */
  readonly invalid?: 'error' | 'skip'
}

/** A table, and which lines of the text were passed over, from 1. */
export interface TextTable extends PointTable { readonly skipped: readonly number[] }

/** A space, a tab, the end of a line, a comma or a semicolon; other signs make a word none. */
const isSpace = (byte: number): boolean =>
  byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x2c || byte === 0x3b

/**
 * Reads points from lines of numbers (XYZ, TXT, CSV, PTS), separated by spaces, tabs, commas or
 * semicolons. Lines that begin with `#` or `//` are comments; the first line may hold names, or the
 * number of points. Numbers are doubles; whole colours from 0 to 255 become bytes, whole classes
 * and instances integers.
 *
 * @param source - names the file in errors
 * @throws FORMAT for lines that are no numbers or of another length, unless they are skipped, and
 * for fewer points than are announced
 */
export function readText (
  bytes: Uint8Array, options: TextOptions = {}, source = 'readText'
): TextTable {
  checkBytes(bytes, 'readText')
  const { fields, invalid = 'error' } = Object(options) as TextOptions
  checkNames(fields, 'readText')
  if (invalid !== 'error' && invalid !== 'skip')
    throw fail('OPTION', 'readText', 'invalid', 'must be "error" or "skip"', invalid)
  const { names, rows, announced, first } = begin(bytes, fields, source)
  const width = names?.length ?? rows
  const most = Math.min(linesOf(bytes), Math.floor((bytes.length + 1) / (2 * width)))
  const lists = Array.from({ length: width }, () => new Float64Array(most))
  const skipped: number[] = []
  let size = 0
  for (const [start, end, line] of lines(bytes, first)) {
    const count = numbersIn(bytes, start, end, lists, size)
    if (count === width) size++
    else if (invalid === 'skip') skipped.push(line)
    else {
      throw fail('FORMAT', source, `must have ${width} numbers in line ${line}, got ${
        count < 0 ? 'a word that is none' : count}`)
    }
  }
  if (announced !== undefined && announced !== size + skipped.length)
    throw fail('FORMAT', source, `announces ${announced} points, got ${size}`)
  const data = lists.map(list => list.slice(0, size))
  const found = names ?? usualNames(data)
  const columns = Object.fromEntries(found.map((name, k): [string, Column] =>
    [name, { data: typedColumn(name, data[k]), width: 1 }]))
  return { size, columns, skipped }
}

interface Beginning {
  readonly names: readonly string[] | undefined
  /** Numbers of a line. */
  readonly rows: number
  readonly announced: number | undefined
  /** Where the lines of numbers begin. */
  readonly first: number
}

/** What the first lines say: names, the number of points, or nothing. */
function begin (
  bytes: Uint8Array, fields: readonly string[] | undefined, source: string
): Beginning {
  let announced: number | undefined
  let names = fields
  for (const [start, end] of lines(bytes, 0)) {
    const words = wordsOf(bytes, start, end)
    const values = words.map(([from, to]) => numberAt(bytes, from, to))
    if (values.every(value => value === undefined) && names === undefined) {
      names = words.map(([from, to]) =>
        new TextDecoder().decode(bytes.subarray(from, to)).replace(/^["']|["']$/g, ''))
      if (new Set(names).size < names.length)
        throw fail('FORMAT', source, `must name every column once, got ${names.join(' ')}`)
    } else if (values.length === 1 && announced === undefined && (fields?.length ?? 2) > 1 &&
      Number.isSafeInteger(values[0])) announced = values[0]
    else return { names, rows: names?.length ?? words.length, announced, first: start }
  }
  return { names: names ?? ['x', 'y', 'z'], rows: 3, announced, first: bytes.length }
}

/** Lines that are neither empty nor comments: where they begin and end, and which they are. */
function * lines (
  bytes: Uint8Array, first: number
): Generator<readonly [start: number, end: number, line: number]> {
  let line = first === 0 ? 1 : 1 + linesOf(bytes.subarray(0, first - 1))
  for (let start = first; start < bytes.length; line++) {
    let end = start
    while (end < bytes.length && bytes[end] !== 0x0a) end++
    let at = start
    while (at < end && isSpace(bytes[at])) at++
    const comment = bytes[at] === 0x23 || (bytes[at] === 0x2f && bytes[at + 1] === 0x2f)
    if (at < end && !comment) yield [start, end, line]
    start = end + 1
  }
}

function linesOf (bytes: Uint8Array): number {
  let count = 1
  for (const byte of bytes) if (byte === 0x0a) count++
  return count
}

function wordsOf (
  bytes: Uint8Array, start: number, end: number
): Array<readonly [from: number, to: number]> {
  const words: Array<readonly [number, number]> = []
  for (let at = start; at < end;) {
    while (at < end && isSpace(bytes[at])) at++
    const from = at
    while (at < end && !isSpace(bytes[at])) at++
    if (at > from) words.push([from, at])
  }
  return words
}

/** Reads the numbers of a line into row `row`; how many there are, or -1 if a word is none. */
function numbersIn (
  bytes: Uint8Array, start: number, end: number, lists: readonly Float64Array[], row: number
): number {
  let count = 0
  for (let at = start; ;) {
    while (at < end && isSpace(bytes[at])) at++
    if (at === end) return count
    const from = at
    while (at < end && !isSpace(bytes[at])) at++
    const value = numberAt(bytes, from, at)
    if (value === undefined) return -1
    if (count < lists.length) lists[count][row] = value
    count++
  }
}
