import * as z from 'zod/mini'
import { rows } from '../plan/layers.js'
import { definePairing } from '../define/pairing.js'

/** Any of the last samples, itself among them: for pipelines that yield one sample at a time. */
export const reservoir = definePairing({
  name: 'reservoir',
  options: z.object({}),
  pools: ['reservoir'],
  pair: ({ size, pools }, _options, draw) =>
    ({ pool: 'reservoir', rows: rows(size, () => draw.int('pair', pools.reservoir.size)) })
})
