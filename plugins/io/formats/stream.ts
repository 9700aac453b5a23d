import { createReadStream } from 'node:fs'
import { fail } from '../../../core/errors.js'

/** The path of a file, bytes, or a stream of bytes or text. */
export type StreamSource = string | Uint8Array | AsyncIterable<Uint8Array | string>
  | NodeJS.ReadableStream

/** The chunks of a source, and its name in errors. `who` stands for sources without a path. */
export function streamOf (source: StreamSource, who: string) {
  if (typeof source === 'string')
    return { name: source, chunks: createReadStream(source) as AsyncIterable<Uint8Array> }
  if (source instanceof Uint8Array) return { name: who, chunks: chunksOf([source]) }
  if (typeof source === 'object' && source !== null && Symbol.asyncIterator in source)
    return { name: who, chunks: chunksOf(source) }
  throw fail('INPUT', who, 'source', 'must be a path, a Uint8Array or a stream', source)
}

async function * chunksOf (source: AsyncIterable<unknown> | Iterable<unknown>) {
  for await (const chunk of source) {
    if (chunk instanceof Uint8Array) yield chunk
    else if (typeof chunk === 'string') yield new TextEncoder().encode(chunk)
    else throw fail('INPUT', 'stream', 'chunk', 'must be bytes or text', chunk)
  }
}
