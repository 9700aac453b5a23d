import { fail } from '../errors.js'
import { numberTypes, type NumberType } from './number-type.js'

/** What the header of an NPY file says. */
export interface NpyHeader {
  readonly type: NumberType
  readonly shape: readonly number[]
  readonly bigEndian: boolean
  /** Column-major: the first index runs fastest. */
  readonly fortran: boolean
  /** Where the numbers start, and how many bytes they take. */
  readonly start: number
  readonly bytes: number
}

/** No header that numpy writes for numbers is longer. */
export const LONGEST_HEADER = 65_536
const MOST_AXES = 64

const types: Record<string, NumberType> = {
  b1: 'bool', i1: 'int8', u1: 'uint8', i2: 'int16', u2: 'uint16', i4: 'int32', u4: 'uint32',
  i8: 'int64', u8: 'uint64', f2: 'float16', f4: 'float32', f8: 'float64'
}

/**
 * Reads the header of an NPY file of version 1, 2 or 3.
 *
 * @param bytes the first bytes of the file, up to LONGEST_HEADER + 12
 * @param size bytes of the whole file, if they are known: it must be what the header says, neither
 * less nor more
 * @throws FORMAT
 */
export function readHeader (
  name: string, bytes: Uint8Array, size: number | undefined
): NpyHeader {
  const { text, start } = textOf(name, bytes)
  const said = entriesOf(name, text)
  const descr = said.get('descr')
  const order = said.get('fortran_order')
  const shapeText = said.get('shape')
  if (said.size !== 3 || descr === undefined || order === undefined || shapeText === undefined)
    throw fail('FORMAT', name, 'the NPY header must have descr, fortran_order and shape')
  if (order !== 'True' && order !== 'False')
    throw fail('FORMAT', name, 'fortran_order must be True or False')
  const { type, bigEndian } = scalarOf(name, descr)
  const shape = shapeOf(name, shapeText)
  const expected = shape.reduce((product, length) => product * length, numberTypes[type].bytes)
  // Exact as long as it is a safe integer, and a file never has more bytes than that.
  if (size !== undefined && expected !== size - start)
    throw fail('FORMAT', name,
      `the header announces ${expected} bytes of numbers, the file has ${size - start}`)
  return { type, shape, bigEndian, fortran: order === 'True', start, bytes: expected }
}

/** Where a header ends, by its first 12 bytes; no more than the longest one has. */
export function headerEnd (bytes: Uint8Array): number {
  if (bytes.length < 12) return 12
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = bytes[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true)
  return Math.min(end, LONGEST_HEADER + 12)
}

/** The text of a header, and where it ends. */
export function textOf (name: string, bytes: Uint8Array): { text: string, start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const magic = '\x93NUMPY'
  if (bytes.length < 10 || [...magic].some((letter, i) => bytes[i] !== letter.charCodeAt(0)))
    throw fail('FORMAT', name, 'is not an NPY file')
  const version = bytes[6]
  if (version < 1 || version > 3 || bytes[7] !== 0)
    throw fail('FORMAT', name, `NPY version ${version}.${bytes[7]} is not one of 1.0, 2.0 and 3.0`)
  const from = version === 1 ? 10 : 12
  if (bytes.length < from) throw fail('FORMAT', name, 'ends within the NPY header')
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > LONGEST_HEADER)
    throw fail('FORMAT', name, `an NPY header of ${length} bytes is longer than ${LONGEST_HEADER}`)
  if (from + length > bytes.length) throw fail('FORMAT', name, 'ends within the NPY header')
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1')
    .decode(bytes.subarray(from, from + length))
  return { text, start: from + length }
}

/** The entries of the Python dictionary that a header is, as they are written. */
export function entriesOf (name: string, text: string): Map<string, string> {
  const inside = /^\s*\{([^]*)\}\s*$/.exec(text)?.[1]
  if (inside === undefined) throw fail('FORMAT', name, 'the NPY header is not a dictionary')
  const found = new Map<string, string>()
  const entry = /\s*(['"])(\w+)\1\s*:\s*('[^']*'|"[^"]*"|\w+|\([^()]*\)|\[[^]*\])\s*(?:,|$)/y
  let end = 0
  while (inside.slice(end).trim() !== '') {
    const match = entry.exec(inside)
    if (match === null || found.has(match[2]))
      throw fail('FORMAT', name, 'the NPY header is not a dictionary of plain values')
    found.set(match[2], match[3])
    end = entry.lastIndex
  }
  return found
}

/**
 * The type that a description such as `'<f4'` names.
 *
 * @throws FORMAT for structured arrays, and for what is no number
 */
export function scalarOf (name: string, descr: string): { type: NumberType, bigEndian: boolean } {
  const said = /^(['"])(.*)\1$/.exec(descr)?.[2]
  if (said === undefined)
    throw fail('FORMAT', name, 'is a structured array; save every field as an array of numbers')
  const [, order, code] = /^([<>=|]?)(.+)$/.exec(said) ?? []
  if (code?.startsWith('O'))
    throw fail('FORMAT', name,
      'holds pickled Python objects, which would run code when read; save numbers instead')
  const type = Object.hasOwn(types, code ?? '') ? types[code] : undefined
  if (type === undefined || (order === '|' && numberTypes[type].bytes > 1))
    throw fail('FORMAT', name, `holds "${said.slice(0, 40)}", which is no type of number; ` +
      'save integers, floats or truths')
  return { type, bigEndian: order === '>' }
}

/** The lengths that a tuple spells. */
export function shapeOf (name: string, text: string): number[] {
  const list = /^\(\s*((?:\d+L?\s*,\s*)*(?:\d+L?)?)\s*\)$/.exec(text)?.[1]
  if (list === undefined || /^\(\s*\d+L?\s*\)$/.test(text))
    throw fail('FORMAT', name, 'the shape in the NPY header must be a tuple of whole numbers')
  const shape = list.split(',').map(part => part.trim()).filter(part => part !== '')
    .map(part => Number(part.replace('L', '')))
  if (shape.length > MOST_AXES || !shape.every(Number.isSafeInteger))
    throw fail('FORMAT', name, 'the shape in the NPY header is too large')
  return shape
}
