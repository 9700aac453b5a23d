import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { fail } from '../../../../core/errors.js'
import { GIBI, knownOptions, limit } from '../limits.js'
import { npyOf, type NpyArray } from '../npy/read.js'
import { peer } from '../../../peer.js'
import { refused } from '../refused.js'
import { withBytes, type Bytes, type FileSource } from '../source.js'
import { randomAccess } from './random-access.js'

export interface NpzOptions {
  /** The arrays to read; all by default. The others are not looked at. */
  readonly names?: readonly string[]
  /** What the arrays may take together once unpacked, in bytes; 2 GiB by default. */
  readonly maximumBytes?: number
}

const MOST_ENTRIES = 100_000
/** Deflate cannot do better: 258 bytes of output for 2 bits of input. */
const BEST_RATIO = 1032

/**
 * Reads the arrays of an NPZ file, as numpy's `savez` and `savez_compressed` write them: stored or
 * deflated, ZIP64 or not. Checksums are verified. The result has no prototype, so any name is safe.
 *
 * @throws FORMAT for a damaged file; for one that claims to unpack to more than `maximumBytes`, or
 * to more than is possible, before unpacking it; for encrypted or doubled entries
 * @throws MISSING_PEER without yauzl
 */
export async function readNpz (
  source: FileSource, options: NpzOptions = {}
): Promise<Record<string, NpyArray>> {
  knownOptions('readNpz', options, ['names', 'maximumBytes'])
  return await npzOf(source, 'readNpz', options)
}

/** The same; `name` stands for bytes in errors. */
export async function npzOf (
  source: FileSource, name: string, options: NpzOptions = {}
): Promise<Record<string, NpyArray>> {
  const most = limit('readNpz', 'maximumBytes', options.maximumBytes, 2 * GIBI)
  const yauzl = await peer('readNpz', 'yauzl', () => import('yauzl'))
  return withBytes(source, name, bytes => refused(bytes.name, async () => {
    const { reader, failure } = randomAccess(yauzl, bytes)
    const opened = yauzl.fromRandomAccessReaderPromise(reader, bytes.size,
      { lazyEntries: true, autoClose: false, strictFileNames: true })
    return await Promise.race([failure, arraysOf(opened, bytes, options.names, most)])
  }))
}

async function arraysOf (
  opened: Promise<ZipFile>, bytes: Bytes, wanted: readonly string[] | undefined, most: number
) {
  const zip = await opened
  const entries = await entriesOf(zip, bytes)
  const names = wanted ?? [...entries.keys()]
  const chosen = names.map(name => {
    const entry = entries.get(name)
    if (entry === undefined) throw fail('UNKNOWN_NAME', 'array', name, [...entries.keys()])
    return { name, entry }
  })
  check(bytes, chosen.map(({ entry }) => entry), most)
  const arrays = Object.create(null) as Record<string, NpyArray>
  for (const { name, entry } of chosen)
    arrays[name] = await npyOf(await unpacked(zip, bytes, name, entry), most)
  return arrays
}

/** The entries by the names of their arrays. */
async function entriesOf (zip: ZipFile, { name }: Bytes): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const array = /^(.+)\.npy$/.exec(entry.fileName)?.[1]
    if (array === undefined)
      throw fail('FORMAT', name, `"${entry.fileName.slice(0, 80)}" in it is not an .npy file`)
    if (entries.has(array)) throw fail('FORMAT', name, `has two arrays named "${array}"`)
    if (entries.size === MOST_ENTRIES)
      throw fail('FORMAT', name, `has more than ${MOST_ENTRIES} arrays`)
    entries.set(array, entry)
  }
  return entries
}

/** What the sizes claim, before any byte is unpacked. */
function check ({ name, size }: Bytes, entries: readonly Entry[], most: number): void {
  const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
  if (sum(entries.map(entry => entry.compressedSize)) > size)
    throw fail('FORMAT', name, 'its entries overlap')
  if (entries.some(entry => entry.uncompressedSize > entry.compressedSize * BEST_RATIO))
    throw fail('FORMAT', name, 'an entry claims to unpack to more than is possible')
  const total = sum(entries.map(entry => entry.uncompressedSize))
  if (total > most)
    throw fail('FORMAT', name, `unpacks to ${total} bytes, more than maximumBytes, ${most}`)
}

async function unpacked (zip: ZipFile, whole: Bytes, array: string, entry: Entry): Promise<Bytes> {
  const bytes = new Uint8Array(entry.uncompressedSize)
  const name = `${whole.name}: ${array}`
  let filled = 0
  let sum = 0
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    const part = chunk as Buffer
    if (filled + part.length > bytes.length)
      throw fail('FORMAT', name, 'unpacks to more than it claims')
    bytes.set(part, filled)
    filled += part.length
    sum = crc32(part, sum)
  }
  if (filled !== bytes.length || sum !== entry.crc32)
    throw fail('FORMAT', name, 'is damaged: size and checksum do not agree with its bytes')
  return withinMemory(name, bytes)
}

function withinMemory (name: string, bytes: Uint8Array<ArrayBuffer>): Bytes {
  return {
    name,
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.slice(start, end))
  }
}
