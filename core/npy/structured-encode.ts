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
 * The header of an NPY file of `size` records, and the bytes of each.
 *
 * @throws INPUT for a name that Python's text cannot have as it is
 */
export function encodeStructuredHeader (
  fields: readonly FieldInput[], size: number, who: string
): { readonly header: Uint8Array, readonly stride: number } {
  let stride = 0
  const entries = fields.map(({ name, data, width }) => {
    if (!/^[\x20-\x7e]+$/.test(name) || /['"\\()[\]{}]/.test(name))
      throw fail('INPUT', who, 'columns', 'must have names of plain letters', name)
    stride += data.BYTES_PER_ELEMENT * width
    const type = descrs[typeOf(data) ?? 'float64']
    return `('${name}', '${type}'${width === 1 ? '' : `, (${width},)`})`
  })
  return { header: headerOf(`[${entries.join(', ')}]`, [size]), stride }
}
