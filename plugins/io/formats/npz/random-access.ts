import { Readable } from 'node:stream'
import type * as Yauzl from 'yauzl'
import type { Bytes } from '../source.js'

const CHUNK = 65_536

/** Bytes as yauzl reads them, and a promise that is rejected if yauzl fails where none waits. */
export interface ZipBytes {
  readonly reader: Yauzl.RandomAccessReader
  readonly failure: Promise<never>
}

/**
 * Bytes as yauzl reads them. A position outside the file is an error here; the file system would
 * throw where nobody can catch it.
 */
export function randomAccess (yauzl: typeof Yauzl, bytes: Bytes): ZipBytes {
  let failed: (error: unknown) => void
  const failure = new Promise<never>((_, reject) => { failed = reject })
  // It is raced against the work; without a failure nobody looks at it.
  failure.catch(() => undefined)
  class Reader extends yauzl.RandomAccessReader {
    override createReadStream ({ start, end }: { start: number, end: number }): Readable {
      return Readable.from(chunks(bytes, start, end), { objectMode: false })
    }

    override read (
      into: Buffer, offset: number, length: number, position: number,
      callback: (error: Error | null, count?: number) => void
    ): void {
      bytes.read(position, position + length).then(read => {
        into.set(read, offset)
        callback(null, length)
      }, callback).catch(failed)
    }

    override close (callback: (error: Error | null) => void): void {
      callback(null)
    }
  }
  return { reader: new Reader(), failure }
}

async function * chunks (bytes: Bytes, start: number, end: number) {
  for (let at = start; at < end; at += CHUNK) yield await bytes.read(at, Math.min(at + CHUNK, end))
}
