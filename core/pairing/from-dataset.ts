import * as z from 'zod/mini'
import { rows } from '../plan/layers.js'
import { definePairing } from '../define/pairing.js'

/**
 * Any row of the whole data set, itself among them, with replacement: the plain baseline of
 * regression mixing (huaxiuyao/C-Mixup, `algorithm.py`, `mixtype random`).
 */
export const fromDataset = definePairing({
  name: 'from-dataset',
  options: z.object({}),
  pools: ['dataset'],
  pair: ({ size, pools }, _options, draw) =>
    ({ pool: 'dataset', rows: rows(size, () => draw.int('pair', pools.dataset.size)) })
})
