import { fail } from '../errors.js'
import { numberTypes, toHalf, typeOf, type NumberArray, type NumberType } from './number-type.js'
import { swap } from './numbers.js'

/** An array to write; without a shape it has one axis. */
export interface NpyInput {
  readonly data: NumberArray
  readonly shape?: readonly number[]
  /**
   * By default what the data is. `bool` takes bytes 0 and 1, `float16` a `Float32Array`, which is
   * rounded.
   */
  readonly type?: NumberType
}

/** What numpy calls the types. */
export const descrs: Record<NumberType, string> = {
  bool: '|b1', int8: '|i1', uint8: '|u1', int16: '<i2', uint16: '<u2', int32: '<i4', uint32: '<u4',
  int64: '<i8', uint64: '<u8', float16: '<f2', float32: '<f4', float64: '<f8'
}
const ALIGNMENT = 64
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** The two parts of an NPY file: header and numbers. `who` is named in errors. */
export function encodeNpy (array: NpyInput, who: string): [Uint8Array, Uint8Array] {
  const { data } = array
  const held = typeOf(data)
  if (held === undefined) throw fail('INPUT', who, 'data', 'must be a typed array of numbers', data)
  const type = array.type ?? held
  if (!Object.hasOwn(numberTypes, type)) throw fail('UNKNOWN_NAME', 'type of numbers', String(type),
    Object.keys(numberTypes))
  const { holds, bytes } = numberTypes[type]
  if (!(data instanceof holds))
    throw fail('INPUT', who, 'data', `must be ${holds.name} for type ${type}`, data)
  if (type === 'bool' && (data as Uint8Array).some(truth => truth > 1))
    throw fail('INPUT', who, 'data', 'must hold 0 and 1 only for type bool', data)
  const shape = shapeFor(array, who)
  const stored: NumberArray = type === 'float16'
    ? Uint16Array.from(data as Float32Array, toHalf)
    : data
  const view = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength)
  const raw = littleEndian ? view : view.slice()
  if (!littleEndian) swap(raw, bytes)
  return [headerOf(`'${descrs[type]}'`, shape), raw]
}

function shapeFor ({ data, shape = [data.length] }: NpyInput, who: string): readonly number[] {
  const whole = isList(shape) && shape.every(n => Number.isSafeInteger(n) && n >= 0)
  if (!whole || shape.length > 32)
    throw fail('INPUT', who, 'shape', 'must be at most 32 whole numbers', shape)
  if (shape.reduce((product, length) => product * length, 1) !== data.length)
    throw fail('INPUT', who, 'shape', `must hold the ${data.length} numbers of data`, shape)
  return shape
}

const isList = (value: unknown): boolean => Array.isArray(value)

/**
 * The header of a file; `descr` as Python spells it.
 *
 * @param most - its first length is given as many letters as this one has
 */
export function headerOf (descr: string, shape: readonly number[], most?: number): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': (${tuple}), }`
  // The numbers start at a multiple of 64 bytes; a newline ends the header.
  const letters = Math.max(0, String(most ?? '').length - String(shape[0]).length)
  const length = Math.ceil((10 + text.length + letters + 1) / ALIGNMENT) * ALIGNMENT - 10
  const header = new Uint8Array(10 + length).fill(0x20)
  header.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, length & 0xff, length >> 8])
  header.set(new TextEncoder().encode(text), 10)
  header[header.length - 1] = 0x0a
  return header
}
