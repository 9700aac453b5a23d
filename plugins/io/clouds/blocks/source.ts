import { createReadStream } from 'node:fs'
import { stat, type FileHandle } from 'node:fs/promises'
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
    return { chunks: chunksOf(createReadStream(source, { highWaterMark: CHUNK })),
      ...about.isFile() && { total: about.size } }
  }
  if (isHandle(source)) {
    const { size } = await source.stat()
    return { total: size, chunks: source.createReadStream(
      { start: 0, autoClose: false, highWaterMark: CHUNK }) as AsyncIterable<Uint8Array> }
  }
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source)
    return { chunks: source }
  throw fail('INPUT', who, 'source', 'must be a path, a file handle or a stream of bytes', source)
}

async function * chunksOf (stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield * stream
}

function isHandle (source: unknown): source is FileHandle {
  return typeof source === 'object' && source !== null && 'fd' in source && 'stat' in source
}
