import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Writes a file that is there whole or not at all: to a neighbour first, which then takes its name.
 * A file that was there before stays as it was until then.
 */
export async function writeWhole (
  path: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array> | NodeJS.ReadableStream
): Promise<void> {
  const partial = `${path}.${process.pid}.partial`
  try {
    await pipeline(Readable.from(chunks, { objectMode: false }), createWriteStream(partial))
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
