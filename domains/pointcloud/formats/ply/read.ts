import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { placed, readRecords, type Field } from '../records.js'
import { checkBytes, type PointTable } from '../table.js'
import { readRows, Words } from '../text/words.js'
import { readPlyHeader, type Element, type Property } from './header.js'
import { readLists, skipLists, tooMany } from './lists.js'

/**
 * Reads the points of a PLY file: every property of its element `vertex` that is a single number,
 * in its own type. Other elements (faces, strips, cameras) and lists are passed over.
 *
 * Source: Turk, The PLY Polygon File Format, 1994.
 *
 * @param source - names the file in errors
 * @throws FORMAT for what is no such file, is cut off, or announces more than it has, before memory
 * is taken for it
 */
export function readPly (bytes: Uint8Array, source = 'readPly'): PointTable {
  checkBytes(bytes, 'readPly')
  const { encoding, elements, start } = readPlyHeader(bytes, source)
  const vertices = elements.findIndex(({ name }) => name === 'vertex')
  if (vertices < 0) {
    throw fail('FORMAT', source, `must have an element "vertex", got ${
      elements.map(({ name }) => `"${name}"`).join(', ') || 'none'}`)
  }
  const before = elements.slice(0, vertices)
  const vertex = elements[vertices]
  const columns = encoding === 'ascii'
    ? spelled(bytes, start, before, vertex, source)
    : packed(bytes, start, before, vertex, encoding === 'binary_big_endian', source)
  return { size: vertex.count, columns }
}

const isSingle = ({ length }: Property): boolean => length === undefined
const fieldOf = ({ name, type }: Property): Field => ({ name, type, count: 1 })

function spelled (
  bytes: Uint8Array, start: number, before: readonly Element[], vertex: Element, source: string
): Record<string, Column> {
  const words = new Words(source, bytes, start)
  for (const { name, count, properties } of before) {
    if (count * properties.length > words.left) throw tooMany(source, name, count, words.left)
    for (let k = 0; properties.length > 0 && k < count; k++) pass(words, properties)
  }
  const { count, properties } = vertex
  return readRows(words, count, properties.map(each =>
    ({ ...fieldOf(each), listed: !isSingle(each) })))
}

function pass (words: Words, properties: readonly Property[]): void {
  for (const { name, length } of properties) {
    const times = words.number(name)
    for (let k = 0; length !== undefined && k < times; k++) words.number(name)
  }
}

function packed (
  bytes: Uint8Array, start: number, before: readonly Element[], { count, properties }: Element,
  bigEndian: boolean, source: string
): Record<string, Column> {
  const at = before.reduce((from, { name, count, properties }) => {
    const { stride } = placed(properties.map(fieldOf))
    if (properties.every(isSingle)) {
      if (count * stride > bytes.length - from)
        throw tooMany(source, name, count, bytes.length - from)
      return from + count * stride
    }
    return skipLists(bytes, from, { name, count, properties }, bigEndian, source)
  }, start)
  if (!properties.every(isSingle))
    return readLists(bytes, at, { name: 'vertex', count, properties }, bigEndian, source)
  const { fields, stride } = placed(properties.map(fieldOf))
  const left = bytes.length - at
  if (count * stride > left) throw tooMany(source, 'vertex', count, left)
  return readRecords(bytes, { start: at, stride, size: count, bigEndian }, fields)
}
