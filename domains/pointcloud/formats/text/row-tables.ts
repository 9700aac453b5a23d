import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Column, ColumnData } from '../../cloud.js'
import type { Field } from '../records.js'
import type { Reading } from '../stream/incoming.js'
import type { Tables } from '../stream/tables.js'
import type { Words } from './words.js'

/**
 * A field of a row. A listed one is passed over: as many numbers as its first one says; one without
 * a name is read and left out.
 */
export interface RowField extends Field {
  readonly listed?: boolean
  readonly unnamed?: boolean
}

/**
 * Columns of `size` rows of words, block by block.
 *
 * @throws FORMAT for words that are no numbers of their type, and for too few bytes: before memory
 * is taken, where it is known how many there are
 */
export function * rowTables (
  words: Words, size: number, block: number, fields: readonly RowField[]
): Tables {
  const { incoming } = words
  const each = fields.reduce((sum, { count }) => sum + count, 0)
  // A number takes a letter, and a space before it but for the first of a file.
  if (size * each * 2 - 1 > incoming.rest) {
    throw fail('FORMAT', incoming.source, `announces ${size} points of ${each} numbers, ` +
      `got ${incoming.rest} bytes for them`)
  }
  let done = 0
  do {
    const many = Math.min(block, size - done)
    const columns = fields.map(field => columnFor(field, field.listed === true ? 0 : many))
    for (let point = 0; point < many; point++) {
      for (let f = 0; f < fields.length; f++) {
        const { count, name, listed = false } = fields[f]
        if (listed) {
          yield * passList(words, name)
          continue
        }
        const { data } = columns[f]
        for (let k = point * count; k < (point + 1) * count; k++) {
          if (!words.next()) yield * wait(words, name)
          put(words, data, k, name)
        }
      }
    }
    yield { size: many, columns: Object.fromEntries(
      fields.flatMap(({ name, listed = false, unnamed = false }, f) =>
        listed || unnamed ? [] : [[name, columns[f]]])) }
    done += many
  } while (done < size)
}

/** Passes over a row. */
export function * passRow (words: Words, fields: readonly RowField[]): Reading<void> {
  for (const { name, listed = false } of fields) {
    if (listed) yield * passList(words, name)
    else {
      if (!words.next()) yield * wait(words, name)
      words.asNumber(name)
    }
  }
}

function * passList (words: Words, name: string): Reading<void> {
  if (!words.next()) yield * wait(words, name)
  for (let items = words.asNumber(name); items > 0; items--) {
    if (!words.next()) yield * wait(words, name)
    words.asNumber(name)
  }
}

/** Waits for the next word. */
function * wait (words: Words, what: string): Reading<void> {
  do {
    if (words.incoming.ended) throw words.over(what)
    yield
  } while (!words.next())
}

function columnFor ({ type, count }: Field, size: number): Column {
  const { holds, bytes } = numberTypes[type]
  return { data: new holds(new ArrayBuffer(size * count * bytes)), width: count }
}

function put (words: Words, data: ColumnData, k: number, name: string): void {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    const value = words.asWhole(name)
    data[k] = value
    if (data[k] !== value) throw words.wrong(`${name} as ${typeName(data)}`)
    return
  }
  const value = words.asNumber(name)
  data[k] = value
  if (data instanceof Float32Array || data instanceof Float64Array) return
  if (data[k] !== value) throw words.wrong(`${name} as ${typeName(data)}`)
}

function typeName (data: ColumnData): string {
  return data.constructor.name.replace(/Array$/, '').replace('Big', '').toLowerCase()
}
