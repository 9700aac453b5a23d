import { fail } from '../../../../core/errors.js'
import { GIBI, knownOptions, limit } from '../limits.js'
import type { HeldAs, NumberType } from '../../../../core/npy/number-type.js'
import { withBytes, type Bytes, type FileSource } from '../source.js'
import { LONGEST_HEADER, readHeader } from '../../../../core/npy/header.js'
import { numbersOf } from '../../../../core/npy/numbers.js'

/** An array of numbers of one type, row-major. */
export type NpyArray<Type extends NumberType = NumberType> = {
  [T in Type]: {
    /** As in the file; `float16` is held as `Float32Array`, `bool` as bytes 0 and 1. */
    readonly type: T
    readonly shape: readonly number[]
    readonly data: HeldAs[T]
  }
}[Type]

export interface NpyOptions {
  /** The largest array that is read, in bytes; 2 GiB by default. */
  readonly maximumBytes?: number
}

/**
 * Reads an array as numpy's `save` writes it: NPY 1.0, 2.0 or 3.0, integers of 8 to 64 bits,
 * half, single and double floats, truths; any byte order, C or Fortran order. 64-bit integers stay
 * exact (BigInt arrays), doubles stay doubles. Nothing is unpickled, ever.
 *
 * Source: numpy/lib/format.py, "NPY format".
 *
 * @throws FORMAT for anything else, before memory is taken for it
 */
export async function readNpy (source: FileSource, options: NpyOptions = {}): Promise<NpyArray> {
  knownOptions('readNpy', options, ['maximumBytes'])
  const most = limit('readNpy', 'maximumBytes', options.maximumBytes, 2 * GIBI)
  return withBytes(source, 'readNpy', bytes => npyOf(bytes, most))
}

/** Reads one array of bytes that may lie anywhere. */
export async function npyOf (bytes: Bytes, most: number): Promise<NpyArray> {
  const head = await bytes.read(0, Math.min(bytes.size, LONGEST_HEADER + 12))
  const header = readHeader(bytes.name, head, bytes.size)
  if (header.bytes > most)
    throw fail('FORMAT', bytes.name,
      `holds ${header.bytes} bytes of numbers, more than maximumBytes, ${most}`)
  const raw = await bytes.read(header.start, header.start + header.bytes)
  return {
    type: header.type, shape: header.shape, data: numbersOf(bytes.name, header, raw)
  } as NpyArray
}
