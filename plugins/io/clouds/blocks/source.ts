import { open, stat, type FileHandle } from 'node:fs/promises'
import { fail } from '../../../../core/errors.js'
import type { Chunks } from '../../../../domains/pointcloud/formats/index.js'

/** A file of points: its path, its handle, or its bytes as they come. */
export type BlockSource = string | FileHandle | AsyncIterable<Uint8Array>

/** Bytes that are read at a time. */
const CHUNK = 2 ** 20

/** Bytes of a source, and how many there are, if that is known. */
export interface Opened {
  readonly chunks: Chunks
  readonly total?: number
}

/**
 * Opens a source from its beginning; a handle stays open, and its position is not moved.
 *
 * @throws INPUT for what is no source, and for a folder
 */
export async function opened (source: BlockSource, who: string): Promise<Opened> {
  if (typeof source === 'string') {
    const about = await stat(source)
    if (about.isDirectory()) throw fail('INPUT', who, 'source', 'must be a file', source)
    // A pipe does not say how long it is
    return { chunks: inFile(source), ...about.isFile() && { total: about.size } }
  }
  if (isHandle(source)) {
    const about = await source.stat()
    return about.isFile()
      ? { chunks: inHandle(source, 0), total: about.size }
      : { chunks: inHandle(source) }
  }
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source)
    return { chunks: source }
  throw fail('INPUT', who, 'source', 'must be a path, a file handle or a stream of bytes', source)
}

async function * inFile (file: string): AsyncGenerator<Uint8Array, void, void> {
  const handle = await open(file)
  try {
    for (const buffer = new Uint8Array(CHUNK); ;) {
      const { bytesRead } = await handle.read(buffer)
      if (bytesRead === 0) return
      // Whoever reads copies what is given, so one buffer is enough
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

/** @param from - where to begin, which a pipe cannot be told */
async function * inHandle (
  handle: FileHandle, from?: number
): AsyncGenerator<Uint8Array, void, void> {
  const buffer = new Uint8Array(CHUNK)
  for (let done = 0; ;) {
    const { bytesRead } =
      await handle.read(buffer, 0, CHUNK, from === undefined ? null : from + done)
    if (bytesRead === 0) return
    done += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/** Whether a source can be read once more: pipes cannot, nor streams, though some have an `fd`. */
export async function isRereadable (source: BlockSource): Promise<boolean> {
  if (typeof source === 'string') return (await stat(source)).isFile()
  return isHandle(source) && (await source.stat()).isFile()
}

function isHandle (source: unknown): source is FileHandle {
  return typeof source === 'object' && source !== null && 'fd' in source && 'stat' in source
}
