import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Field, ScalarType } from '../records.js'

const types: readonly ScalarType[] = [
  'uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'
]
const VLR = 54
const DESCRIPTOR = 192

/**
 * The fields that a file adds to its records, as its record "Extra Bytes" describes them: numbers
 * as they are stored, without their scales. What nobody describes is one field of bytes.
 *
 * Source: ASPRS, LAS Specification 1.4 R15, "Extra Bytes VLR".
 *
 * @param left - how many bytes they take
 * @param taken - names that other fields have
 * @throws FORMAT for descriptions that go beyond their place or the records
 */
export function extraFields (
  bytes: Uint8Array,
  vlrs: { readonly start: number, readonly end: number, readonly count: number }, left: number,
  taken: readonly string[], source: string
): Field[] {
  const fields: Field[] = []
  const used = (): number => fields.reduce((sum, { type, count }) =>
    sum + numberTypes[type].bytes * count, 0)
  for (const [from, to] of descriptions(bytes, vlrs, source)) {
    for (let at = from; at + DESCRIPTOR <= to; at += DESCRIPTOR) {
      const { type, count } = kindOf(bytes[at + 2], bytes[at + 3], source)
      const name = uniqueName(textAt(bytes, at + 4, 32) || `extra_${fields.length}`, taken, fields)
      if (count > 0) fields.push({ name, type, count })
    }
  }
  if (used() > left)
    throw fail('FORMAT', source, `describes ${used()} extra bytes a point, got room for ${left}`)
  if (used() < left) {
    fields.push({ name: uniqueName('extra_bytes', taken, fields), type: 'uint8', count: left - used() })
  }
  return fields
}

/** Where descriptions of extra bytes lie. */
function descriptions (
  bytes: Uint8Array,
  { start, end, count }: { readonly start: number, readonly end: number, readonly count: number },
  source: string
): Array<[from: number, to: number]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found: Array<[number, number]> = []
  let at = start
  for (let k = 0; k < count; k++) {
    const length = at + VLR <= end ? view.getUint16(at + 20, true) : 0
    if (at + VLR + length > end)
      throw fail('FORMAT', source, `announces ${count} records behind its header, got ${k}`)
    if (textAt(bytes, at + 2, 16) === 'LASF_Spec' && view.getUint16(at + 18, true) === 4)
      found.push([at + VLR, at + VLR + length])
    at += VLR + length
  }
  return found
}

function kindOf (
  code: number, options: number, source: string
): { type: ScalarType, count: number } {
  // Code 0 is as many bytes as the options say; 11 to 30 are pairs and triples, now deprecated.
  if (code === 0) return { type: 'uint8', count: options }
  if (code > 30) throw fail('FORMAT', source, `must have extra bytes of kind 0 to 30, got ${code}`)
  return { type: types[(code - 1) % 10], count: Math.ceil(code / 10) }
}

function textAt (bytes: Uint8Array, at: number, length: number): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(at, at + length))
  return text.split('\0')[0].trim()
}

function uniqueName (name: string, taken: readonly string[], fields: readonly Field[]): string {
  return taken.includes(name) || fields.some(each => each.name === name)
    ? uniqueName(`${name}_`, taken, fields)
    : name
}
