import { Readable, type PassThrough } from 'node:stream'
import type { ZipFile } from 'yazl'
import { fail } from '../../../../core/errors.js'
import { knownOptions } from '../limits.js'
import { encodeNpy, type NpyInput } from '../../../../core/npy/encode.js'
import { peer } from '../../../peer.js'
import { writeWhole } from '../whole-file.js'

export interface NpzWriteOptions {
  /** Deflate the arrays (numpy's `savez_compressed`); false by default. */
  readonly compress?: boolean
}

/** The earliest time a ZIP file can state: the same arrays give the same bytes. */
const THEN = new Date(1980, 0, 1)
const PIECE = 1_048_576

/**
 * Writes arrays as an NPZ file that numpy's `load` reads; ZIP64 where sizes need it.
 *
 * @throws INPUT, MISSING_PEER without yazl
 */
export async function writeNpz (
  path: string, arrays: Readonly<Record<string, NpyInput>>, options: NpzWriteOptions = {}
): Promise<void> {
  knownOptions('writeNpz', options, ['compress'])
  const { compress = false } = options
  if (typeof compress !== 'boolean')
    throw fail('OPTION', 'writeNpz', 'compress', 'must be true or false', compress)
  const { ZipFile } = await peer('writeNpz', 'yazl', () => import('yazl'))
  const encoded = Object.entries(arrays).map(([name, array]) => {
    if (!/^[^/\\:\0]+$/.test(name) || /^\.\.?$/.test(name))
      throw fail('INPUT', 'writeNpz', 'arrays', 'must have names without / \\ : in them', name)
    return { name, parts: encodeNpy(array, `writeNpz: ${name}`) }
  })
  const zip = new ZipFile()
  zip.on('error', (error: Error) => { (zip.outputStream as PassThrough).destroy(error) })
  const written = writeWhole(path, zip.outputStream)
  for (const { name, parts } of encoded) add(zip, `${name}.npy`, parts, compress)
  zip.end()
  await written
}

function add (zip: ZipFile, name: string, parts: Uint8Array[], compress: boolean): void {
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  zip.addReadStreamLazy(name,
    { mtime: THEN, forceDosTimestamp: true, mode: 0o100644, compress, size },
    give => give(null, Readable.from(pieces(parts), { objectMode: false })))
}

/** Piece by piece, so that no copy of the whole array is made. */
function * pieces (parts: Uint8Array[]) {
  for (const part of parts)
    for (let at = 0; at < part.length; at += PIECE) yield part.subarray(at, at + PIECE)
}
