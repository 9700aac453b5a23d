import * as z from 'zod'
import type { Batch } from '../contract/index.js'
import { count } from '../define/schemas.js'
import { fail } from '../errors.js'
import type { Rng } from '../random/rng.js'
import { permutation } from '../random/discrete.js'
import type { Pool } from './gather.js'
import { isReader } from './gather.js'
import { INDEX } from './index-of.js'
import { rowsOf, takeBatch } from './take.js'

/** How a whole data set is gone through. */
export interface WholeOptions {
  /** Rows of a batch. */
  readonly size: number
  /** In an order of the seed, another one in every call; true by default. */
  readonly shuffle?: boolean
  /** A last batch that is smaller is kept by default. */
  readonly last?: 'keep' | 'drop'
  /** Not training: nothing is mixed. */
  readonly training?: boolean
}

export const wholeOptions = z.object({
  size: count,
  shuffle: z.boolean().default(true),
  last: z.enum(['keep', 'drop']).default('keep'),
  training: z.boolean().optional()
})

/** Whether something is a data set, and no list of batches. */
export function isWhole (source: unknown): source is Pool {
  const { x, [Symbol.iterator]: sync, [Symbol.asyncIterator]: async } =
    Object(source) as { x?: unknown, [Symbol.iterator]?: unknown, [Symbol.asyncIterator]?: unknown }
  return sync === undefined && async === undefined && (x !== undefined || isReader(source))
}

/**
 * The batches of a data set, each with the row numbers it is made of.
 *
 * @param rng - its order
 * @throws INPUT for rows that only their domain could take
 */
export function * batchesOf (
  who: string, whole: Pool, options: Omit<z.output<typeof wholeOptions>, 'training'>, rng: Rng
): Generator<Batch> {
  const { size, shuffle, last } = options
  const rows = isReader(whole) ? whole.facts.size : rowsOf(whole.x)
  if (rows === undefined) throw untaken(who, whole)
  const order = shuffle ? permutation(rng, rows) : Int32Array.from({ length: rows }, (_, i) => i)
  for (let start = 0; start < rows; start += size) {
    const index = order.slice(start, start + size)
    if (index.length < size && last === 'drop') return
    const batch = isReader(whole) ? whole.take(index) : takeBatch(whole, index)
    if (batch === undefined) throw untaken(who, whole)
    yield { ...batch, [INDEX]: index }
  }
}

function untaken (who: string, whole: Pool): Error {
  return fail('INPUT', who, 'source',
    'must hold tensors, lists or { data, shape }, so that batches can be taken from it', whole)
}
