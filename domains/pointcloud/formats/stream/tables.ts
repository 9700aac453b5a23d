import { fail } from '../../../../core/errors.js'
import type { Column } from '../../cloud.js'
import type { Records } from '../records.js'
import { checkBytes, type PointTable } from '../table.js'
import { Incoming, need, type Reading } from './incoming.js'

/**
 * The points of a file, block by block, and nothing wherever more bytes are needed. Every block but
 * the last has as many points as were asked for; there is one at least, of no points perhaps, so
 * that columns and types can be told of any file.
 */
export type Tables<Table extends PointTable = PointTable> = Generator<Table | undefined, void, void>

/** Takes a file apart into blocks of points. */
export type Parser<Table extends PointTable = PointTable> =
  (incoming: Incoming, block: number) => Tables<Table>

/** All points of a file whose bytes are there: one block. */
export function wholeTable<Table extends PointTable> (
  bytes: Uint8Array, who: string, source: string, parse: Parser<Table>
): Table {
  checkBytes(bytes, who)
  let found: Table | undefined
  for (const table of parse(Incoming.whole(bytes, source), Infinity)) found = table
  if (found === undefined) throw fail('FORMAT', source, 'has no points')
  return found
}

/** What a header says of records without lists. */
export interface RecordLayout extends Pick<Records, 'stride' | 'bigEndian'> {
  /** Points; absent: as many as there are bytes for. */
  readonly size?: number
  /** The columns of some records. */
  columns (bytes: Uint8Array, records: Records): Record<string, Column>
  /** The error for fewer bytes than points. */
  tooFew? (left: number): Error
}

/**
 * Reads records of one length.
 *
 * @throws FORMAT for fewer bytes than are announced: before memory is taken for them, where it is
 * known how many there are
 */
export function * recordTables (
  incoming: Incoming, block: number, layout: RecordLayout
): Tables {
  const { stride, bigEndian = false, columns } = layout
  const { source } = incoming
  const size = layout.size ?? (incoming.rest === Infinity ? Infinity : incoming.rest / stride)
  const from = incoming.place
  const tooFew = (): Error => {
    const left = incoming.rest + incoming.place - from
    return layout.tooFew?.(left) ?? fail('FORMAT', source,
      `announces ${size} points of ${stride} bytes, got ${left} bytes for them`)
  }
  if (size * stride > incoming.rest || !(Number.isInteger(size) || size === Infinity))
    throw tooFew()
  let done = 0
  incoming.lines = undefined
  do {
    let many = Math.min(block, size - done)
    if (!(yield * need(incoming, many * stride))) {
      many = incoming.left / stride
      if (size !== Infinity || !Number.isInteger(many)) throw tooFew()
      if (many === 0 && done > 0) return
    }
    yield { size: many,
      columns: columns(incoming.bytes, { start: incoming.at, stride, size: many, bigEndian }) }
    incoming.at += many * stride
    done += many
  } while (done < size && !(size === Infinity && incoming.ended && incoming.left === 0))
}

/** What is only read when all of it is there, in blocks. */
export function * wholly (
  incoming: Incoming, block: number, read: (bytes: Uint8Array) => PointTable
): Tables {
  yield * rest(incoming)
  const table = read(incoming.bytes.subarray(incoming.at))
  incoming.at = incoming.bytes.length
  yield * slices(table, block)
}

/** Waits for all bytes. */
export function * rest (incoming: Incoming): Reading<void> {
  while (!incoming.ended) yield
}

/** Blocks of a table. */
export function * slices (table: PointTable, block: number): Generator<PointTable, void, void> {
  if (table.size <= block) {
    yield table
    return
  }
  for (let start = 0; start < table.size; start += block) {
    const size = Math.min(block, table.size - start)
    yield { size, columns: Object.fromEntries(Object.entries(table.columns).map(
      ([name, { data, width }]): [string, Column] =>
        [name, { data: data.slice(start * width, (start + size) * width), width }])) }
  }
}
