import { readHeader } from './header.js'
import type { NumberArray, NumberType } from './number-type.js'
import { numbersOf } from './numbers.js'

/** An array of numbers, row-major. */
export interface Decoded {
  readonly type: NumberType
  readonly shape: readonly number[]
  readonly data: NumberArray
}

/**
 * Reads an NPY file that is in memory.
 *
 * @param name - of the file in errors
 * @throws FORMAT
 */
export function decodeNpy (name: string, bytes: Uint8Array): Decoded {
  const header = readHeader(name, bytes, bytes.length)
  const raw = Uint8Array.from(bytes.subarray(header.start, header.start + header.bytes))
  return { type: header.type, shape: header.shape, data: numbersOf(name, header, raw) }
}
