import * as z from 'zod/mini'
import { count, option } from '../define/schemas.js'
import { definePairing } from '../define/pairing.js'

/**
 * A random order in which no row meets itself, as in OpenMixup's "no repeat": the permutation is
 * drawn again up to `attempts` times, and then kept as it is or replaced by a cyclic shift. A batch
 * of one keeps itself.
 */
export const derangement = definePairing({
  name: 'derangement',
  options: z.object({
    attempts: count.default(10).describe('how often a permutation is drawn'),
    otherwise: option(z.enum(['keep', 'shift'])).default('shift').describe(
      'what is done if every one had a fixed point'
    )
  }),
  pair: ({ size }, { attempts, otherwise }, draw) => {
    let rows = draw.permutation('pair', size)
    for (let k = 1; k < attempts && size > 1 && hasFixedPoint(rows); k++)
      rows = draw.permutation('pair', size)
    if (otherwise === 'shift' && size > 1 && hasFixedPoint(rows)) {
      const by = draw.int('pair', 1, size)
      rows = rows.map((_, i) => (i + by) % size)
    }
    return { pool: 'batch', rows }
  }
})

function hasFixedPoint (rows: Int32Array): boolean {
  return rows.some((row, i) => row === i)
}
