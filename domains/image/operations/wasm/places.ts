import type { Image } from '../engine.js'

/** Bytes at the same place in three vectors are of one channel, up to four of these. */
export const PERIOD = 48
/** Vectors reach over the end of an image by less. */
const ROOM = 64
const PAGE = 2 ** 16
/** As much as any tables take, which lie first: kernels know where. */
export const TABLES = 6144

/** Where things lie in memory: what is read, what is written, what stands between, tables. */
export interface Places {
  readonly source: number
  readonly out: number
  readonly between: number
  readonly tables: number
}

/** Brings an image into memory, and tables if there are any. */
export function places (
  memory: WebAssembly.Memory, { data }: Image, tables?: Uint8Array
): Places {
  const each = (Math.ceil(data.length / ROOM) + 1) * ROOM
  const source = ROOM + TABLES
  const at = { source, out: source + each, between: source + 2 * each, tables: ROOM }
  const missing = at.between + each - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE))
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(data, at.source)
  if (tables) bytes.set(tables, at.tables)
  return at
}
