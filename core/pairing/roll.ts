import * as z from 'zod/mini'
import { rows } from '../plan/layers.js'
import { definePairing } from '../define/pairing.js'
import { option } from '../define/schemas.js'

/** The batch shifted: row i meets row i - by, cyclically. torchvision's pairing, by 1. */
export const roll = definePairing({
  name: 'roll',
  options: z.object({
    by: option(z.int('must be a whole number')).default(1).describe('by how many rows')
  }),
  // The remainder comes first: i - by may be too large for a whole number.
  pair: ({ size }, { by }) =>
    ({ pool: 'batch', rows: rows(size, i => (i - by % size + size) % size) })
})
