import type { Facts, Partners, Source } from '../../../core/index.js'
import { within } from '../signals/within.js'

/** Rows of the pool `styles`: every image in the style of its partner, and the other way round. */
export function styled (
  who: string, { pools }: Facts, partners: Partners
): { readonly own: Source, readonly other: Source } {
  const { rows } = within(who, partners)
  const { size } = pools.batch
  return {
    own: { pool: 'styles', rows: rows.map((row, i) => i * size + row) },
    other: { pool: 'styles', rows: rows.map((row, i) => row * size + i) }
  }
}
