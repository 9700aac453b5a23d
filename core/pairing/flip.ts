import * as z from 'zod/mini'
import { rows } from '../plan/layers.js'
import { definePairing } from '../define/pairing.js'

/**
 * The batch in reverse: row i meets row size - 1 - i, and the middle of an odd batch itself. timm's
 * pairing.
 */
export const flip = definePairing({
  name: 'flip',
  options: z.object({}),
  pair: ({ size }) => ({ pool: 'batch', rows: rows(size, i => size - 1 - i) })
})
