import { fail } from '../../../../core/errors.js'
import type { Column, ColumnData } from '../../cloud.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Field } from '../records.js'
import { numberAt } from './number.js'

/** Words of a text, one after the other; anything up to a space separates them. */
export class Words {
  /** The word that was read last. */
  start = 0
  end: number

  constructor (
    readonly source: string, private readonly bytes: Uint8Array, from = 0,
    /** A byte that makes the rest of its line a comment. */
    private readonly comment?: string
  ) {
    this.end = from
  }

  /** Goes on to the next word; false at the end of the text. */
  next (): boolean {
    const { bytes } = this
    const hash = this.comment?.charCodeAt(0)
    let at = this.end
    for (; at < bytes.length; at++) {
      if (bytes[at] === hash) {
        while (at < bytes.length && bytes[at] !== 0x0a) at++
      } else if (bytes[at] > 0x20) break
    }
    this.start = at
    while (at < bytes.length && bytes[at] > 0x20 && bytes[at] !== hash) at++
    this.end = at
    return at > this.start
  }

  /** Whether the line has a further word. */
  get more (): boolean {
    let at = this.end
    while (this.bytes[at] <= 0x20 && this.bytes[at] !== 0x0a) at++
    return this.bytes[at] > 0x20
  }

  /** Passes over the rest of the line. */
  skipLine (): void {
    while (this.end < this.bytes.length && this.bytes[this.end] !== 0x0a) this.end++
  }

  /** Bytes that were not read yet. */
  get left (): number {
    return this.bytes.length - this.end
  }

  /** The next word as a number. `what` is expected there. */
  number (what: string): number {
    if (!this.next()) throw fail('FORMAT', this.source, `ends where ${what} is expected`)
    const value = numberAt(this.bytes, this.start, this.end)
    if (value === undefined) throw this.wrong(`${what} as a number`)
    return value
  }

  /** The next word as a whole number of any size. */
  whole (what: string): bigint {
    if (!this.next()) throw fail('FORMAT', this.source, `ends where ${what} is expected`)
    if (!/^[+-]?\d{1,20}$/.test(this.word)) throw this.wrong(`${what} as a whole number`)
    return BigInt(this.word.replace('+', ''))
  }

  /** The word that was read last, at most 40 letters of it. */
  get word (): string {
    return String.fromCharCode(...this.bytes.subarray(this.start, Math.min(this.end,
      this.start + 40)))
  }

  /** The error of a word that is not what is expected. */
  wrong (expected: string): Error {
    return fail('FORMAT', this.source,
      `must have ${expected} in line ${this.line}, got ${JSON.stringify(this.word)}`)
  }

  /** The line of the word that was read last, from 1. */
  private get line (): number {
    let line = 1
    for (let at = 0; at < this.start; at++) if (this.bytes[at] === 0x0a) line++
    return line
  }
}

/** A field of a row; a listed one is passed over: as many numbers as its first one says. */
export interface RowField extends Field { readonly listed?: boolean }

/**
 * Columns of `size` rows of words.
 *
 * @throws FORMAT for words that are no numbers of their type, and for too few bytes, before memory
 * is taken
 */
export function readRows (
  words: Words, size: number, fields: readonly RowField[]
): Record<string, Column> {
  const each = fields.reduce((sum, { count }) => sum + count, 0)
  // A number takes a letter, and a space before it but for the first of a file.
  if (size * each * 2 - 1 > words.left) {
    throw fail('FORMAT', words.source, `announces ${size} points of ${each} numbers, ` +
      `got ${words.left} bytes for them`)
  }
  const columns = fields.map(field => columnFor(field, field.listed === true ? 0 : size))
  for (let point = 0; point < size; point++) {
    for (let f = 0; f < fields.length; f++) {
      const { count, name, listed = false } = fields[f]
      if (listed) {
        for (let items = words.number(name); items > 0; items--) words.number(name)
        continue
      }
      const { data } = columns[f]
      for (let k = point * count; k < (point + 1) * count; k++) put(words, data, k, name)
    }
  }
  return Object.fromEntries(fields.flatMap(({ name, listed = false }, f) =>
    listed ? [] : [[name, columns[f]]]))
}

function columnFor ({ type, count }: Field, size: number): Column {
  const { holds, bytes } = numberTypes[type]
  return { data: new holds(new ArrayBuffer(size * count * bytes)), width: count }
}

function put (words: Words, data: ColumnData, k: number, name: string): void {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const value = words.whole(name)
    data[k] = value
    if (data[k] !== value) throw words.wrong(`${name} as ${typeName(data)}`)
    return
  }
  const value = words.number(name)
  data[k] = value
  if (data instanceof Float32Array || data instanceof Float64Array) return
  if (data[k] !== value) throw words.wrong(`${name} as ${typeName(data)}`)
}

function typeName (data: ColumnData): string {
  return data.constructor.name.replace(/Array$/, '').replace('Big', '').toLowerCase()
}
