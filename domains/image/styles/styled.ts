import { fail } from '../../../core/errors.js'
import type { Facts, Partners, Source } from '../../../core/index.js'

/** Rows of the pool `styles`: every image in the style of its partner, and the other way round. */
export function styled (
  who: string, { pools }: Facts, { pool, rows }: Partners
): { readonly own: Source, readonly other: Source } {
  if (pool !== 'batch')
    throw fail('OPTION', who, 'pairing', 'must give partners of the batch', pool)
  const { size } = pools.batch
  return {
    own: { pool: 'styles', rows: rows.map((row, i) => i * size + row) },
    other: { pool: 'styles', rows: rows.map((row, i) => row * size + i) }
  }
}
