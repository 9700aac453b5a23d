import { fail } from '../../../../core/errors.js'
import { lineOf, type Incoming, type Reading } from '../stream/incoming.js'
import type { ScalarType } from '../records.js'

/** A property of an element: one number, or a list of them behind its length. */
export interface Property {
  readonly name: string
  readonly type: ScalarType
  /** The type of the length; absent for a single number. */
  readonly length?: ScalarType
}

/** A kind of thing in the file, how many of them, and what each has. */
export interface Element {
  readonly name: string
  readonly count: number
  readonly properties: readonly Property[]
}

export interface PlyHeader {
  readonly encoding: PlyEncoding
  readonly elements: readonly Element[]
}

export const encodings = ['ascii', 'binary_little_endian', 'binary_big_endian'] as const
export type PlyEncoding = typeof encodings[number]

const types: Readonly<Record<string, ScalarType>> = {
  char: 'int8', uchar: 'uint8', short: 'int16', ushort: 'uint16', int: 'int32', uint: 'uint32',
  float: 'float32', double: 'float64', int8: 'int8', uint8: 'uint8', int16: 'int16',
  uint16: 'uint16', int32: 'int32', uint32: 'uint32', float32: 'float32', float64: 'float64'
}

/**
 * Reads the header of a PLY file; its lines end in a newline, behind a return or not.
 *
 * @throws FORMAT
 */
export function * readPlyHeader (incoming: Incoming): Reading<PlyHeader> {
  const { source } = incoming
  if ((yield * lineOf(incoming)).trim() !== 'ply')
    throw fail('FORMAT', source, 'is no PLY file: it must begin with "ply"')
  let encoding: PlyEncoding | undefined
  const elements: Array<Element & { properties: Property[] }> = []
  for (;;) {
    const line = yield * lineOf(incoming)
    const words = line.trim().split(/\s+/)
    const last = elements.at(-1)
    if (words[0] === 'end_header') {
      if (encoding === undefined) throw fail('FORMAT', source, 'must name its format, got none')
      return { encoding, elements }
    } else if (words[0] === 'format') encoding = encodingOf(words, source)
    else if (words[0] === 'element') elements.push(elementOf(words, elements, source))
    else if (words[0] === 'property' && last !== undefined)
      last.properties.push(propertyOf(words, last, source))
    else if (!['comment', 'obj_info', ''].includes(words[0])) {
      throw fail('FORMAT', source,
        `must have an element, a property or a comment in its header, got "${
          line.slice(0, 60)}"`)
    }
  }
}

function encodingOf ([, name, version]: readonly string[], source: string): PlyEncoding {
  const known = encodings.find(each => each === name)
  if (known === undefined || version !== '1.0') {
    throw fail('FORMAT', source,
      `must have one of the formats ${encodings.join(', ')} in version 1.0, got "${name} ${
        version}"`)
  }
  return known
}

function elementOf (
  words: readonly string[], known: readonly Element[], source: string
): Element & { properties: Property[] } {
  const [, name, text] = words
  const count = /^\d+$/.test(text) ? Number(text) : NaN
  if (words.length !== 3 || !Number.isSafeInteger(count))
    throw fail('FORMAT', source, `must say how many of "${name}" there are, got "${text}"`)
  if (known.some(each => each.name === name))
    throw fail('FORMAT', source, `must have "${name}" once, got it twice`)
  return { name, count, properties: [] }
}

function propertyOf (words: readonly string[], { name: element, properties }: Element,
  source: string): Property {
  const listed = words[1] === 'list'
  const [length, type] = listed ? [words[2], words[3]] : [undefined, words[1]]
  const name = words[listed ? 4 : 2]
  for (const each of listed ? [length, type] : [type]) {
    if (!Object.hasOwn(types, String(each))) {
      throw fail('FORMAT', source, `must have properties of the types ${
        Object.keys(types).join(', ')}, got "${each}" in "${element}"`)
    }
  }
  if (name === undefined || words.length !== (listed ? 5 : 3)) {
    throw fail('FORMAT', source,
      `must name every property of "${element}" once, got "${words.join(' ').slice(0, 60)}"`)
  }
  if (properties.some(each => each.name === name))
    throw fail('FORMAT', source, `must have "${name}" once in "${element}", got it twice`)
  const found = { name, type: types[type] }
  if (length === undefined) return found
  const counts = types[length]
  if (counts.startsWith('float'))
    throw fail('FORMAT', source, `must count "${name}" in whole numbers, got "${length}"`)
  return { ...found, length: counts }
}
