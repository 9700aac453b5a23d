import { fail, RemixtureError } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import { checkBytes, type PointTable } from '../table.js'
import { readLasHeader, type LasHeader } from './header.js'
import { modern } from './layouts.js'
import { lasColumns } from './read.js'

/** What is used of the package laz-perf, once created. */
export interface LazPerf {
  readonly HEAPU8: Uint8Array
  _malloc (bytes: number): number
  _free (at: number): void
  readonly LASZip: new () => {
    open (data: number, length: number): void
    getPoint (into: number): void
    getCount (): number
    getPointLength (): number
    delete (): void
  }
}

/** Record formats that laz-perf 0.0.7 unpacks; the others read beyond their memory there. */
const formats: readonly number[] = [0, 1, 2, 3, 6, 7, 8]
/** No more bytes of points for a byte of a file are believed. */
const BEST_RATIO = 1024

/**
 * Reads the points of a LAZ file, as `readLas` does those of a LAS file.
 *
 * @param lazPerf - the package laz-perf, created: `await createLazPerf()`
 * @param source - names the file in errors
 * @param undecodable - what is done about colours and extra bytes that it would unpack wrongly:
 * those of several scanner channels by version 4 of LASzip
 * @throws FORMAT for record formats that it does not unpack (4, 5, 9 and 10: waves), for damaged
 * files, and for such as announce more than they can have
 */
export function readLaz (
  bytes: Uint8Array, lazPerf: LazPerf, source = 'readLaz', undecodable: 'error' | 'drop' = 'error'
): PointTable {
  checkBytes(bytes, 'readLaz')
  const header = readLasHeader(bytes, source)
  const { size, stride, format, compressed } = header
  if (!compressed) throw fail('FORMAT', source, 'is not packed: read it with readLas')
  if (!formats.includes(format)) {
    throw fail('FORMAT', source, `must have records of format ${
      formats.join(', ')} to be unpacked, got ${format}; save it as LAS`)
  }
  if (size * stride > bytes.length * BEST_RATIO) {
    throw fail('FORMAT', source,
      `announces ${size} points of ${stride} bytes, got ${bytes.length} bytes in all`)
  }
  const { LASZip } = lazPerf
  const [file, point] = [lazPerf._malloc(bytes.length), lazPerf._malloc(stride)]
  const zip = new LASZip()
  const records = new Uint8Array(size * stride)
  try {
    lazPerf.HEAPU8.set(bytes, file)
    zip.open(file, bytes.length)
    if (zip.getCount() !== size || zip.getPointLength() !== stride) {
      throw fail('FORMAT', source, `must have ${size} points of ${stride} bytes, got ${
        zip.getCount()} of ${zip.getPointLength()}`)
    }
    for (let k = 0; k < size; k++) {
      zip.getPoint(point)
      // Memory may have grown, and moved with that.
      records.set(lazPerf.HEAPU8.subarray(point, point + stride), k * stride)
    }
  } catch (error) {
    // It throws numbers, and errors of WebAssembly's memory.
    if (error instanceof RemixtureError) throw error
    throw fail('FORMAT', source, `cannot be unpacked (${String(error)})`)
  } finally {
    zip.delete()
    lazPerf._free(file)
    lazPerf._free(point)
  }
  const columns = lasColumns(records, header, { start: 0, stride, size })
  if (!hasLostChannels(bytes, header, columns, source)) return { size, columns }
  const lost = header.fields.slice(modern.length).map(({ name }) => name)
  if (undecodable === 'drop') {
    const kept = Object.entries(columns).filter(([name]) => !lost.includes(name))
    return { size, columns: Object.fromEntries(kept) }
  }
  throw fail('FORMAT', source,
    `must be packed by version 3 of LASzip, or have one scanner channel, for ${lost.join(', ')} ` +
    'to be unpacked, got version 4; save it as LAS, or leave them out: undecodable: "drop"')
}

/**
 * LASzip's items of version 4 follow the channels of a scanner in another way than those of
 * version 3, which laz-perf unpacks: what lies behind the points themselves would come out wrong,
 * and no error.
 */
function hasLostChannels (
  bytes: Uint8Array, { vlrs, format }: LasHeader, columns: Record<string, Column>, source: string
): boolean {
  const vlr = vlrs.find(({ user, record }) => user === 'laszip encoded' && record === 22204)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (vlr === undefined || vlr.to - vlr.from < 34)
    throw fail('FORMAT', source, 'must say how it is packed in a record of LASzip, got none')
  const items = Math.min(view.getUint16(vlr.from + 32, true), (vlr.to - vlr.from - 34) / 6)
  const versions = Array.from({ length: items }, (_, k) =>
    view.getUint16(vlr.from + 34 + 6 * k + 4, true))
  const newer = versions.find(version => version > 4)
  if (newer !== undefined)
    throw fail('FORMAT', source, `must be packed by version 1 to 4 of LASzip, got ${newer}`)
  const channels = format < 6 ? [] : columns.scanner_channel.data as Uint8Array
  return versions.includes(4) && items > 1 && channels.some(channel => channel !== channels[0])
}
