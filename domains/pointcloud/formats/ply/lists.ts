import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import { placed, readRecords, type Field, type ScalarType } from '../records.js'
import { need, skip, type Incoming, type Reading } from '../stream/incoming.js'
import type { Tables } from '../stream/tables.js'
import type { Element } from './header.js'

export function tooMany (source: string, name: string, count: number, left: number): Error {
  return fail('FORMAT', source, `announces ${count} of "${name}", got ${left} bytes for them`)
}

/** Walks over an element whose records differ in length. */
export function * skipLists (
  incoming: Incoming, element: Element, bigEndian: boolean
): Reading<void> {
  checkRoom(incoming, element)
  for (let k = 0; k < element.count; k++) yield * walk(incoming, element, bigEndian)
}

/** The single numbers of an element that has lists beside them. */
export function * listTables (
  incoming: Incoming, block: number, element: Element, bigEndian: boolean
): Tables {
  const { count, properties } = element
  const singles = properties.filter(({ length }) => length === undefined)
    .map(({ name, type }): Field => ({ name, type, count: 1 }))
  const { fields, stride } = placed(singles)
  checkRoom(incoming, element)
  let done = 0
  do {
    const size = Math.min(block, count - done)
    const records = new Uint8Array(size * stride)
    for (let k = 0; k < size; k++) yield * walk(incoming, element, bigEndian, records, k * stride)
    yield { size, columns: readRecords(records, { start: 0, stride, size, bigEndian }, fields) }
    done += size
  } while (done < count)
}

function checkRoom (incoming: Incoming, { name, count, properties }: Element): void {
  const least = properties.reduce((sum, { type, length }) =>
    sum + numberTypes[length ?? type].bytes, 0)
  if (count * least > incoming.rest) throw tooMany(incoming.source, name, count, incoming.rest)
}

/** Passes over one record; its single numbers are copied, one behind the other. */
function * walk (
  incoming: Incoming, { name, count, properties }: Element, bigEndian: boolean,
  into?: Uint8Array, from = 0
): Reading<void> {
  const short = (): Error =>
    fail('FORMAT', incoming.source, `ends within its ${count} of "${name}"`)
  let to = from
  for (const { type, length } of properties) {
    const width = numberTypes[length ?? type].bytes
    if (incoming.left < width && !(yield * need(incoming, width))) throw short()
    if (length === undefined) {
      into?.set(incoming.bytes.subarray(incoming.at, incoming.at + width), to)
      to += width
    }
    const items = length === undefined ? 0 : lengthAt(incoming, length, !bigEndian)
    if (items < 0)
      throw fail('FORMAT', incoming.source, `must have lists of 0 and more, got ${items}`)
    incoming.at += width
    const listed = items * numberTypes[type].bytes
    if (listed <= incoming.left) incoming.at += listed
    else if (listed > incoming.rest || !(yield * skip(incoming, listed))) throw short()
  }
}

function lengthAt ({ bytes, at: from }: Incoming, type: ScalarType, little: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (type) {
    case 'int8': return view.getInt8(from)
    case 'uint8': return view.getUint8(from)
    case 'int16': return view.getInt16(from, little)
    case 'uint16': return view.getUint16(from, little)
    case 'int32': return view.getInt32(from, little)
    default: return view.getUint32(from, little)
  }
}
