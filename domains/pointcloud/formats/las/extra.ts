import { fail } from '../../../../core/errors.js'
import { numberTypes } from '../../../../core/npy/number-type.js'
import type { Field, ScalarType } from '../records.js'
import { textAt, type Vlr } from './vlr.js'

const types: readonly ScalarType[] = [
  'uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64', 'float32', 'float64'
]
const DESCRIPTOR = 192

/**
 * The fields that a file adds to its records, as its record "Extra Bytes" describes them: numbers
 * as they are stored, without their scales. What nobody describes is one field of bytes.
 *
 * Source: ASPRS, LAS Specification 1.4 R15, "Extra Bytes VLR".
 *
 * @param vlrs - the records behind the header
 * @param left - how many bytes they take
 * @param taken - names that other fields have
 * @throws FORMAT for descriptions that go beyond their place or the records
 */
export function extraFields (
  bytes: Uint8Array, vlrs: readonly Vlr[], left: number, taken: readonly string[], source: string
): Field[] {
  const fields: Field[] = []
  const used = (): number => fields.reduce((sum, { type, count }) =>
    sum + numberTypes[type].bytes * count, 0)
  for (const { user, record, from, to } of vlrs) {
    if (user !== 'LASF_Spec' || record !== 4) continue
    for (let at = from; at + DESCRIPTOR <= to; at += DESCRIPTOR) {
      const { type, count } = kindOf(bytes[at + 2], bytes[at + 3], source)
      const said = textAt(bytes, at + 4, 32) || `extra_${fields.length}`
      const name = uniqueName(said, taken, fields)
      if (count > 0) fields.push({ name, type, count })
    }
  }
  if (used() > left)
    throw fail('FORMAT', source, `describes ${used()} extra bytes a point, got room for ${left}`)
  if (used() < left) {
    const name = uniqueName('extra_bytes', taken, fields)
    fields.push({ name, type: 'uint8', count: left - used() })
  }
  return fields
}

function kindOf (
  code: number, options: number, source: string
): { type: ScalarType, count: number } {
  // Code 0 is as many bytes as the options say; 11 to 30 are pairs and triples, now deprecated.
  if (code === 0) return { type: 'uint8', count: options }
  if (code > 30) throw fail('FORMAT', source, `must have extra bytes of kind 0 to 30, got ${code}`)
  return { type: types[(code - 1) % 10], count: Math.ceil(code / 10) }
}

function uniqueName (name: string, taken: readonly string[], fields: readonly Field[]): string {
  return taken.includes(name) || fields.some(each => each.name === name)
    ? uniqueName(`${name}_`, taken, fields)
    : name
}
