import { fail } from '../../../../core/errors.js'
import { placed, readRecords, type Field } from '../records.js'
import { skip, type Incoming } from '../stream/incoming.js'
import { recordTables, wholeTable, type Tables } from '../stream/tables.js'
import type { PointTable } from '../table.js'
import { passRow, rowTables } from '../text/row-tables.js'
import { Words } from '../text/words.js'
import { readPlyHeader, type Element, type Property } from './header.js'
import { listTables, skipLists, tooMany } from './lists.js'

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
  return wholeTable(bytes, 'readPly', source, plyTables)
}

/** The same, block by block. */
export function * plyTables (incoming: Incoming, block: number): Tables {
  const { encoding, elements } = yield * readPlyHeader(incoming)
  const vertices = elements.findIndex(({ name }) => name === 'vertex')
  if (vertices < 0) {
    throw fail('FORMAT', incoming.source, `must have an element "vertex", got ${
      elements.map(({ name }) => `"${name}"`).join(', ') || 'none'}`)
  }
  const before = elements.slice(0, vertices)
  const vertex = elements[vertices]
  yield * encoding === 'ascii'
    ? spelled(incoming, block, before, vertex)
    : packed(incoming, block, before, vertex, encoding === 'binary_big_endian')
}

const isSingle = ({ length }: Property): boolean => length === undefined
const fieldOf = ({ name, type }: Property): Field => ({ name, type, count: 1 })

function * spelled (
  incoming: Incoming, block: number, before: readonly Element[], vertex: Element
): Tables {
  const words = new Words(incoming)
  for (const { name, count, properties } of before) {
    if (count * properties.length > incoming.rest)
      throw tooMany(incoming.source, name, count, incoming.rest)
    const fields = properties.map(each => ({ ...fieldOf(each), listed: !isSingle(each) }))
    for (let k = 0; properties.length > 0 && k < count; k++) yield * passRow(words, fields)
  }
  const { count, properties } = pointed(vertex, incoming.source)
  yield * rowTables(words, count, block, properties.map(each =>
    ({ ...fieldOf(each), listed: !isSingle(each) })))
}

function * packed (
  incoming: Incoming, block: number, before: readonly Element[], vertex: Element,
  bigEndian: boolean
): Tables {
  const { source } = incoming
  for (const element of before) {
    const { name, count, properties } = element
    const bytes = count * placed(properties.map(fieldOf)).stride
    if (!properties.every(isSingle)) {
      yield * skipLists(incoming, element, bigEndian)
      continue
    }
    if (bytes > incoming.rest || !(yield * skip(incoming, bytes)))
      throw tooMany(source, name, count, incoming.rest)
  }
  const { count, properties } = pointed(vertex, source)
  if (!properties.every(isSingle)) {
    yield * listTables(incoming, block, vertex, bigEndian)
    return
  }
  const { fields, stride } = placed(properties.map(fieldOf))
  yield * recordTables(incoming, block, {
    size: count, stride, bigEndian,
    columns: (bytes, records) => readRecords(bytes, records, fields),
    tooFew: left => tooMany(source, 'vertex', count, left)
  })
}

/** Any number of points of nothing would take no bytes. */
function pointed (vertex: Element, source: string): Element {
  if (vertex.properties.length > 0) return vertex
  throw fail('FORMAT', source, 'must have properties of its element "vertex", got none')
}
