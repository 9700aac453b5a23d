import * as z from 'zod'
import { rows } from '../plan/layers.js'
import { definePairing } from '../define/pairing.js'

/** The batch shifted: row i meets row i - by, cyclically. torchvision's pairing, by 1. */
export const roll = definePairing({
  name: 'roll',
  options: z.object({
    by: z.int('must be a whole number').default(1).describe('by how many rows')
  }),
  // The remainder comes first: i - by may be too large for a whole number.
  pair: ({ size }, { by }) =>
    ({ pool: 'batch', rows: rows(size, i => (i - by % size + size) % size) })
})
