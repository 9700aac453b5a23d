import { fail } from '../../../../core/errors.js'
import { placed, type Field } from '../records.js'
import { extraFields } from './extra.js'
import { legacyBits, modernBits, recordFormats } from './layouts.js'
import { vlrsOf, type Vlr } from './vlr.js'
import { checkBytes } from '../table.js'

export interface LasHeader {
  readonly version: string
  /** The format of the records, 0 to 10. */
  readonly format: number
  /** Whether they are packed (LAZ). */
  readonly compressed: boolean
  readonly size: number
  /** Where the records begin, and the bytes of each. */
  readonly start: number
  readonly stride: number
  readonly scale: readonly number[]
  readonly offset: readonly number[]
  /** The records behind the header. */
  readonly vlrs: readonly Vlr[]
  /** What a record holds: the fields of its format, and those the file adds. */
  readonly fields: readonly Field[]
}

const LEAST = 227
/** The header of version 1.4. */
export const LONGEST = 375
const LONG_COUNT = 247

/** Whether bytes have the signature of LAS and LAZ. */
export function beginsAsLas (bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === 'LASF'
}

/**
 * Reads the header of a LAS or LAZ file, versions 1.0 to 1.4.
 *
 * @throws FORMAT
 */
export function readLasHeader (bytes: Uint8Array, source: string): LasHeader {
  checkBytes(bytes, 'readLasHeader')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!beginsAsLas(bytes))
    throw fail('FORMAT', source, 'is no LAS file: it must begin with LASF')
  if (bytes.length < LEAST)
    throw fail('FORMAT', source, `must have a header of ${LEAST} bytes, got ${bytes.length}`)
  const [major, minor] = [bytes[24], bytes[25]]
  if (major !== 1 || minor > 4)
    throw fail('FORMAT', source, `must be of version 1.0 to 1.4, got ${major}.${minor}`)
  const head = view.getUint16(94, true)
  const long = minor === 4
  if (head > bytes.length || head < (long ? LONGEST : LEAST)) {
    throw fail('FORMAT', source,
      `must have a header of ${long ? LONGEST : LEAST} bytes and more, got ${head}`)
  }
  const [start, stride] = [view.getUint32(96, true), view.getUint16(105, true)]
  if (start < head || start > bytes.length) {
    throw fail('FORMAT', source,
      `must have its points behind the header, before byte ${bytes.length}, got ${start}`)
  }
  const { format, compressed } = formatOf(bytes[104], source)
  const known = recordFormats[format]
  const least = placed(known).stride
  if (stride < least) {
    throw fail('FORMAT', source,
      `must have records of ${least} bytes and more in format ${format}, got ${stride}`)
  }
  const taken = [...known, ...legacyBits, ...modernBits].map(({ name }) => name)
    .concat('x', 'y', 'z')
  const vlrs = vlrsOf(bytes, head, start, view.getUint32(100, true), source)
  const triple = (at: number): number[] => [0, 8, 16].map(k => view.getFloat64(at + k, true))
  const [scale, offset] = [triple(131), triple(155)]
  if (!scale.every(each => Number.isFinite(each) && each !== 0) || !offset.every(Number.isFinite))
    throw fail('FORMAT', source, `must have finite scales and offsets, got ${
      [...scale, ...offset].join(', ')}`)
  return {
    version: `${major}.${minor}`,
    format,
    compressed,
    size: long && format > 5
      ? countOf(view.getBigUint64(LONG_COUNT, true), source)
      : view.getUint32(107, true) || (long
        ? countOf(view.getBigUint64(LONG_COUNT, true), source)
        : 0),
    start,
    stride,
    scale,
    offset,
    vlrs,
    fields: [...known, ...extraFields(bytes, vlrs, stride - least, taken, source)]
  }
}

function formatOf (byte: number, source: string): { format: number, compressed: boolean } {
  // LAZ marks its files by the upper bits of the format.
  const format = byte & 0x3f
  if (format >= recordFormats.length)
    throw fail('FORMAT', source, `must have records of format 0 to 10, got ${format}`)
  return { format, compressed: (byte & 0xc0) !== 0 }
}

function countOf (count: bigint, source: string): number {
  if (count > BigInt(Number.MAX_SAFE_INTEGER))
    throw fail('FORMAT', source, `announces ${count} points, more than any file has`)
  return Number(count)
}
