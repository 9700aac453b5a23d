import { fail } from '../errors.js'
import { descrs, headerOf } from './encode.js'
import { typeOf, type NumberArray } from './number-type.js'

/** A field of records: `width` numbers each. */
export interface FieldInput {
  readonly name: string
  readonly data: NumberArray
  readonly width: number
}

/**
 * The header of an NPY file of `size` records.
 *
 * @param wide - whether it is as long for any number of records
 * @throws INPUT for a name that Python's text cannot have as it is
 */
export function encodeStructuredHeader (
  fields: readonly FieldInput[], size: number, who: string, wide = false
): Uint8Array {
  const entries = fields.map(({ name, data, width }) => {
    if (!/^[\x20-\x7e]+$/.test(name) || /['"\\()[\]{}]/.test(name))
      throw fail('INPUT', who, 'columns', 'must have names of plain letters', name)
    const type = descrs[typeOf(data) ?? 'float64']
    return `('${name}', '${type}'${width === 1 ? '' : `, (${width},)`})`
  })
  return headerOf(`[${entries.join(', ')}]`, [size], wide ? Number.MAX_SAFE_INTEGER : size)
}
