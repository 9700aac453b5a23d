import { fail } from '../errors.js'
import { fromHalf, numberTypes, type NumberArray } from './number-type.js'
import type { NpyHeader } from './header.js'

/**
 * The numbers of an array, row-major and in the byte order of this machine.
 *
 * @param raw as in the file, in a buffer of its own, which the result may take over
 * @throws FORMAT if a truth is neither 0 nor 1
 */
export function numbersOf (name: string, header: NpyHeader, raw: Uint8Array<ArrayBuffer>) {
  const { type, bigEndian, fortran, shape } = header
  const { bytes } = numberTypes[type]
  if (bigEndian) swap(raw, bytes)
  const stored = type === 'float16'
    ? Float32Array.from(new Uint16Array(raw.buffer), fromHalf)
    : new numberTypes[type].holds(raw.buffer)
  if (type === 'bool' && (stored as Uint8Array).some(truth => truth > 1))
    throw fail('FORMAT', name, 'a truth in it is neither 0 nor 1')
  return fortran && shape.length > 1 ? rowMajor(stored, shape) : stored
}

/** Turns the bytes of every number around, in place. */
export function swap (raw: Uint8Array, bytes: number): void {
  for (let start = 0; bytes > 1 && start < raw.length; start += bytes)
    raw.subarray(start, start + bytes).reverse()
}

function rowMajor (stored: NumberArray, shape: readonly number[]): NumberArray {
  const ordered = stored.slice()
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1))
  const index = shape.map(() => 0)
  let from = 0
  for (let to = 0; to < ordered.length; to++) {
    ordered[to] = stored[from]
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis]
      if (++index[axis] < shape[axis]) break
      from -= steps[axis] * shape[axis]
      index[axis] = 0
    }
  }
  return ordered
}
