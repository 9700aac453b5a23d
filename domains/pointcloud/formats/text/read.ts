import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { newlines, type Incoming, type Reading } from '../stream/incoming.js'
import { wholeTable, type Tables } from '../stream/tables.js'
import { checkNames, type PointTable } from '../table.js'
import { Lines, numbersIn, wordsOf } from './lines.js'
import { numberAt } from './number.js'
import { likenesses, typedColumn, usualNames, type Likenesses } from './usual.js'

export interface TextOptions {
  /** What the numbers of a line are; a line of names, or how many there are, tells by default. */
  readonly fields?: readonly string[]
  /** What is done about lines that are no numbers or of another length; `error` by default. */
  readonly invalid?: 'error' | 'skip'
}

/** A table, and which lines of the text were passed over, from 1. */
export interface TextTable extends PointTable { readonly skipped: readonly number[] }

/**
 * Reads points from lines of numbers (XYZ, TXT, CSV, PTS), separated by spaces, tabs, commas or
 * semicolons. Lines that begin with `#` or `//` are comments, but for `//X Y Z`, with which
 * CloudCompare names columns; the first line may hold names, or the number of points. Numbers are
 * doubles; whole colours from 0 to 255 become bytes, whole classes and instances integers.
 *
 * @param source - names the file in errors
 * @throws FORMAT for lines that are no numbers or of another length, unless they are skipped, and
 * for fewer points than are announced
 */
export function readText (
  bytes: Uint8Array, options: TextOptions = {}, source = 'readText'
): TextTable {
  const parse = textParser(options, 'readText')
  return wholeTable(bytes, 'readText', source, parse)
}

/**
 * The same, block by block. What is not known of the whole file is taken from its first block, and
 * numbers stay doubles.
 */
export function textParser (options: TextOptions, who: string, { known, gather }: Likenesses = {}) {
  const { fields, invalid = 'error' } = Object(options) as TextOptions
  checkNames(fields, who)
  if (invalid !== 'error' && invalid !== 'skip')
    throw fail('OPTION', who, 'invalid', 'must be "error" or "skip"', invalid)
  return function * (incoming: Incoming, block: number): Tables<TextTable> {
    const isWhole = incoming.ended
    const lines = new Lines(incoming)
    const { width, announced, ...said } = yield * begin(incoming, lines, fields)
    let { names } = said
    let [points, passed] = [0, 0]
    const skips: number[] = []
    for (let [over, done] = [false, 0]; !over; done++) {
      const most = isWhole ? mostRows(incoming, width, block) : block
      const lists = Array.from({ length: width }, () => new Float64Array(most))
      let size = 0
      while (size < most || isWhole) {
        over = !(yield * lines.next())
        if (over) break
        const count = numbersIn(incoming.bytes, lines.start, lines.end, lists, size)
        if (count === width) size++
        else if (invalid === 'skip') skips.push(lines.line)
        else {
          throw fail('FORMAT', incoming.source, `must have ${width} numbers in line ${
            lines.line}, got ${count < 0 ? 'a word that is none' : count}`)
        }
        lines.pass()
      }
      points += size
      passed += skips.length
      if (size === 0 && done > 0 && skips.length === 0) break
      const data = lists.map(list => list.slice(0, size))
      const like = known ?? likenesses(data, gather)
      gather?.splice(0, width, ...like)
      names ??= usualNames(like)
      const typed = isWhole || known !== undefined
      yield { size, skipped: skips.splice(0), columns: Object.fromEntries(
        names.map((name, k): [string, Column] =>
          [name, { data: typed ? typedColumn(name, data[k], like[k]) : data[k], width: 1 }])) }
    }
    if (announced !== undefined && announced !== points + passed)
      throw fail('FORMAT', incoming.source, `announces ${announced} points, got ${points}`)
  }
}

/** Rows that a whole text has at most. */
function mostRows ({ bytes, at, left }: Incoming, width: number, block: number): number {
  const lines = 1 + newlines(bytes, bytes.length) - newlines(bytes, at)
  return Math.min(block, lines, Math.floor((left + 1) / (2 * width)))
}

interface Beginning {
  readonly names: readonly string[] | undefined
  /** Numbers of a line. */
  readonly width: number
  readonly announced: number | undefined
}

/** What lines say before those of numbers: names, the number of points, or nothing. */
function * begin (
  incoming: Incoming, lines: Lines, fields: readonly string[] | undefined
): Reading<Beginning> {
  let announced: number | undefined
  let names = fields
  lines.named = fields === undefined
  while (yield * lines.next()) {
    const { bytes } = incoming
    const words = wordsOf(bytes, lines)
    const values = words.map(([from, to]) => numberAt(bytes, from, to))
    if (values.every(value => value === undefined) && names === undefined) {
      names = words.map(([from, to]) =>
        new TextDecoder().decode(bytes.subarray(from, to)).replace(/^["']|["']$|^\/\//g, ''))
      lines.named = false
      if (new Set(names).size < names.length) {
        throw fail('FORMAT', incoming.source,
          `must name every column once, got ${names.join(' ')}`)
      }
    } else if (values.length === 1 && announced === undefined && (fields?.length ?? 2) > 1 &&
      Number.isSafeInteger(values[0])) announced = values[0]
    else {
      lines.again()
      lines.named = false
      return { names, width: names?.length ?? words.length, announced }
    }
    lines.pass()
  }
  const found = names ?? ['x', 'y', 'z']
  return { names: found, width: found.length, announced }
}
