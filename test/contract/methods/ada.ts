import * as z from 'zod'
import { count, defineMixer, sum, times } from '../../../core/index.js'
import type { Given } from '../method.js'

/**
 * Anchor data augmentation: rows move to or away from the mean of their cluster within the batch.
 *
 * Schneider et al., NeurIPS 2023, arXiv:2311.06965; NoraSchneider/anchordataaugmentation, `ada.py`:
 * x̃ = (x + (g - 1) · mean of its cluster) / g with g = √γ, and y alike; γ from a list of `values`.
 * The signal `clusters` numbers the cluster of every row.
 */
export const ada = defineMixer({
  name: 'anchor-data-augmentation',
  domain: 'any',
  paper: 'arXiv:2311.06965',
  options: z.object({
    alpha: z.number().gt(1).default(2).describe('the largest γ; the least is 1 / alpha'),
    values: count.default(20)
  }),
  signals: ['clusters'],

  plan ({ size, signals: { clusters } }: Given<{ clusters: Int32Array }>, { alpha, values }, draw) {
    const list = gammas(alpha, values)
    const g = Math.sqrt(list[draw.int('gamma', list.length)])
    const rows = times(size, row => row)
    const pairs = rows.flatMap(output => rows
      .filter(row => clusters[row] === clusters[output])
      .map((row, _, cluster) => ({ output, row, share: (g - 1) / (g * cluster.length) })))
    return {
      targets: 'free',
      layers: [
        sum({ pool: 'batch' }, { coefficient: 1 / g }),
        sum({ rows: Int32Array.from(pairs, ({ row }) => row) }, {
          outputs: Int32Array.from(pairs, ({ output }) => output),
          coefficient: Float64Array.from(pairs, ({ share }) => share)
        })
      ]
    }
  }
})

/** From alpha down to above 1, then their reciprocals, to four places. */
export function gammas (alpha: number, count: number): number[] {
  const falling = times(Math.floor(count / 2), i => alpha - 2 * i * (alpha - 1) / count)
  const list = [...falling, ...falling.map(gamma => 1 / gamma).reverse()]
  return list.map(gamma => Math.round(gamma * 1e4) / 1e4)
}
