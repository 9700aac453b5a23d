import * as z from 'zod/mini'
import { rows } from '../plan/layers.js'
import { definePairing } from '../define/pairing.js'

/**
 * The outputs of the step before: row i meets row i of them, cyclically; on the first step, itself.
 */
export const previous = definePairing({
  name: 'previous',
  options: z.object({}),
  pools: ['previous'],
  pair: ({ size, pools }) => {
    const held = pools.previous?.size
    return held === undefined
      ? { pool: 'batch', rows: rows(size, i => i) }
      : { pool: 'previous', rows: rows(size, i => i % held) }
  }
})
