import * as z from 'zod'
import type { input, output } from 'zod'
import type { ConfiguredPairing, Draws, Facts, PairingFactory } from '../contract/index.js'
import { toOptions } from '../define/json.js'
import { parseOptions } from '../define/options.js'
import { count } from '../define/schemas.js'
import { fail } from '../errors.js'
import { assignPoints } from '../math/assignment/assign.js'
import { measure } from './cmixup-options.js'
import { distinctRows } from './distinct.js'
import type { Points } from './kernel/law.js'
import { pointOf } from './kernel/law.js'
import { measurer } from './measured.js'

const options = z.object({
  k: count.default(4).describe('how many rows are matched at once; 1: mixup'),
  distance: measure.default('input').describe(
    'between inputs, between real targets, or between features: a function of x'
  ),
  pool: z.enum(['batch', 'dataset']).default('batch').describe('where partners are from')
})

/**
 * k-Mixup's partners: k rows meet k others so that the sum of their squared distances is the least.
 *
 * Greenewald et al., Transactions on Machine Learning Research 2023, arXiv:2106.02933: the batch in
 * runs of k, and as many rows drawn at random; the last run may be shorter. Near rows are mixed, so
 * what is mixed stays near the data.
 *
 * The assignment is exact up to 8,192 rows at once.
 */
export const kmixup: PairingFactory<typeof options> = Object.assign(
  (given: input<typeof options> = {}) => pairing(parseOptions('kmixup', options, given)),
  {
    definition: {
      name: 'kmixup',
      options,
      pair: (facts: Facts, chosen: output<typeof options>, draw: Draws) =>
        pairing(chosen).pair(facts, draw)
    }
  })

function pairing ({ k, distance, pool }: output<typeof options>): ConfiguredPairing {
  const measures = measurer('kmixup', distance)
  return {
    name: 'kmixup',
    options: toOptions({ k, pool, distance: typeof distance === 'string' ? distance : 'features' }),
    pools: pool === 'dataset' ? ['dataset'] : [],
    pair: (facts, draw) => {
      const { size } = facts
      const { points: own, at } = measures.anchors(facts, pool)
      const points = measures.pool(facts, pool)
      if (own.width !== points.width)
        throw fail('INPUT', 'kmixup', 'batch', `must be measured by ${points.width} numbers a row`,
          own.width)
      const others = pool === 'batch'
        ? draw.permutation('pair', size)
        : distinctRows(draw, points.size, size)
      const rows = new Int32Array(size)
      for (let start = 0; start < size; start += k) {
        const end = Math.min(start + k, size)
        const run = others.subarray(start, end)
        const { columns } = assignPoints(
          taken(own, at.subarray(start, end)), taken(points, run))
        columns.forEach((column, i) => { rows[start + i] = run[column] })
      }
      return { pool, rows }
    }
  }
}

function taken (points: Points, rows: Int32Array): { data: number[], shape: number[] } {
  return {
    data: Array.from(rows, row => Array.from(pointOf(points, row))).flat(),
    shape: [rows.length, points.width]
  }
}
