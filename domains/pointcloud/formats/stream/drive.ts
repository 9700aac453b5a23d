import { fail } from '../../../../core/errors.js'
import type { PointTable } from '../table.js'
import { Incoming } from './incoming.js'
import type { Parser } from './tables.js'

/** Bytes of a file, piece by piece. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * Feeds a parser with bytes as it asks for them; no more of them are held than a block takes and a
 * chunk. The chunks are ended as soon as the points are, whether by a break or an error.
 *
 * @param total - bytes of the whole file, if they are known
 */
export async function * driven<Table extends PointTable> (
  chunks: Chunks, source: string, parse: Parser<Table>, block: number, total?: number
): AsyncGenerator<Table, void, void> {
  const incoming = new Incoming(source, total)
  const iterator = Symbol.asyncIterator in chunks
    ? chunks[Symbol.asyncIterator]()
    : chunks[Symbol.iterator]()
  let over = false
  try {
    for (const table of parse(incoming, block)) {
      if (table !== undefined) {
        yield table
        continue
      }
      const next = await iterator.next()
      const chunk: unknown = next.value
      if (next.done === true) {
        over = true
        incoming.finish()
      } else if (chunk instanceof Uint8Array) incoming.add(chunk)
      else throw fail('INPUT', source, 'chunks', 'must be bytes', chunk)
    }
  } finally {
    if (!over) await iterator.return?.()
  }
}
