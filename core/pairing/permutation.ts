import * as z from 'zod/mini'
import { definePairing } from '../define/pairing.js'

/** A uniformly random order of the batch; a row may meet itself. What mixup and CutMix do. */
export const permutation = definePairing({
  name: 'permutation',
  options: z.object({}),
  pair: ({ size }, _options, draw) => ({ pool: 'batch', rows: draw.permutation('pair', size) })
})
