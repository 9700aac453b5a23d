import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Column } from '../../cloud.js'
import { placed, readRecords, type Field, type ScalarType } from '../records.js'
import { joined } from '../text/rows.js'
import type { Element } from './header.js'

export function tooMany (source: string, name: string, count: number, left: number): Error {
  return fail('FORMAT', source, `announces ${count} of "${name}", got ${left} bytes for them`)
}

/** Walks over an element whose records differ in length; returns where it ends. */
export function skipLists (
  bytes: Uint8Array, start: number, element: Element, bigEndian: boolean, source: string
): number {
  return walk(bytes, start, element, bigEndian, source, () => undefined)
}

/** Columns of the single numbers of an element that has lists beside them. */
export function readLists (
  bytes: Uint8Array, start: number, element: Element, bigEndian: boolean, source: string
): Record<string, Column> {
  const singles = element.properties.filter(({ length }) => length === undefined)
    .map(({ name, type }): Field => ({ name, type, count: 1 }))
  const parts: Uint8Array[] = []
  walk(bytes, start, element, bigEndian, source,
    (from, end) => { parts.push(bytes.subarray(from, end)) })
  const { fields, stride } = placed(singles)
  return readRecords(joined(parts), { start: 0, stride, size: element.count, bigEndian }, fields)
}

/** Visits every single number, in order. */
function walk (
  bytes: Uint8Array, start: number, { name, count, properties }: Element, bigEndian: boolean,
  source: string, single: (from: number, end: number) => void
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const least = properties.reduce((sum, { type, length }) =>
    sum + numberTypes[length ?? type].bytes, 0)
  if (count * least > bytes.length - start)
    throw tooMany(source, name, count, bytes.length - start)
  let at = start
  const need = (end: number): number => {
    if (end > bytes.length)
      throw fail('FORMAT', source, `ends within its ${count} of "${name}"`)
    return end
  }
  for (let k = 0; k < count; k++) {
    for (const { type, length } of properties) {
      const end = need(at + numberTypes[length ?? type].bytes)
      if (length === undefined) single(at, end)
      const items = length === undefined ? 0 : lengthAt(view, at, length, !bigEndian)
      if (items < 0) throw fail('FORMAT', source, `must have lists of 0 and more, got ${items}`)
      at = need(end + items * numberTypes[type].bytes)
    }
  }
  return at
}

function lengthAt (view: DataView, at: number, type: ScalarType, little: boolean): number {
  switch (type) {
    case 'int8': return view.getInt8(at)
    case 'uint8': return view.getUint8(at)
    case 'int16': return view.getInt16(at, little)
    case 'uint16': return view.getUint16(at, little)
    case 'int32': return view.getInt32(at, little)
    default: return view.getUint32(at, little)
  }
}
