import { fail } from '../errors.js'
import { entriesOf, scalarOf, shapeOf, textOf } from './header.js'
import { numberTypes, type NumberType } from './number-type.js'

/** A field of a structured array. */
export interface StructuredField {
  readonly name: string
  readonly type: NumberType
  readonly bigEndian: boolean
  /** Numbers in the field. */
  readonly count: number
  /** Where it is in the record, in bytes. */
  readonly offset: number
}

export interface StructuredHeader {
  readonly fields: readonly StructuredField[]
  readonly size: number
  /** Where the records begin, and the bytes of each. */
  readonly start: number
  readonly stride: number
}

/** A name, a type, and perhaps a shape, as Python spells tuples. */
const entry = ["('|\")([^'\"]*)\\1", "(['\"][^'\"]*['\"])"].join('\\s*,\\s*')
const lengths = '(?:,\\s*(\\([\\d\\s,]*\\))\\s*)?'
const fieldPattern = `\\s*\\(\\s*${entry}\\s*${lengths}\\)\\s*,?\\s*`

/**
 * Reads the header of an NPY file that holds a structured array of one axis; undefined for plain
 * arrays.
 *
 * @param total bytes of the whole file, if they are known
 * @throws FORMAT for what is no NPY file, and for records that are not all there
 */
export function readStructured (
  name: string, bytes: Uint8Array, total: number | undefined
): StructuredHeader | undefined {
  const { text, start } = textOf(name, bytes)
  const said = entriesOf(name, text)
  const [descr, shape] = [said.get('descr'), said.get('shape')]
  if (descr?.startsWith('[') !== true || shape === undefined) return undefined
  const lengths = shapeOf(name, shape)
  if (lengths.length !== 1)
    throw fail('FORMAT', name, `must have records along one axis, got [${lengths.join(', ')}]`)
  const fields: StructuredField[] = []
  let stride = 0
  const field = new RegExp(fieldPattern, 'y')
  const inside = descr.slice(1, -1)
  for (let match = field.exec(inside); match !== null; match = field.exec(inside)) {
    const { type, bigEndian } = scalarOf(name, match[3])
    const inner = match[4] === undefined ? [] : shapeOf(name, match[4])
    const count = inner.reduce((product, length) => product * length, 1)
    // Padding has no name.
    if (match[2] !== '') fields.push({ name: match[2], type, bigEndian, count, offset: stride })
    stride += numberTypes[type].bytes * count
    if (field.lastIndex === inside.length) break
  }
  if (field.lastIndex !== inside.length || fields.length === 0)
    throw fail('FORMAT', name, `must have fields of plain numbers, got ${descr.slice(0, 80)}`)
  const [size] = lengths
  if (total !== undefined && size * stride !== total - start) {
    throw fail('FORMAT', name, `announces ${size} records of ${stride} bytes, got ${
      total - start} bytes for them`)
  }
  return { fields, size, start, stride }
}
