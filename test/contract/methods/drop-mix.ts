import * as z from 'zod'
import { count, defineMixer, over, own, probability, rows } from '../../../core/index.js'

/**
 * DropMix: negatives that are neither the easiest nor the hardest, mixed in every sixth dimension.
 *
 * Ma et al., arXiv:2310.09764; the authors' code. Rank 0 is the hardest row. The same plan serves
 * both views of the graph, each with hardness of its own.
 */
export const dropMix = defineMixer({
  name: 'drop-mix',
  domain: 'embedding',
  paper: 'arXiv:2310.09764',
  options: z.object({
    easiest: probability.default(0.15),
    hardest: probability.default(0.05),
    share: probability.default(0.35),
    stride: count.default(6)
  }),

  plan ({ size }, { easiest, hardest, share, stride }, draw) {
    const first = Math.trunc(size * easiest)
    const kept = Math.trunc(size * (1 - hardest)) - first
    if (kept < 1) return [own()]
    const hardness = { by: 'hardness' }
    const ranks = rows(kept, i => size - 1 - first - i)
    const order = draw.permutation('partner', kept)
    const levels = Uint8Array.from({ length: stride }, (_, dimension) => Number(dimension === 0))
    return {
      size: kept,
      layers: [
        over({ rank: hardness, rows: ranks }),
        over({ rank: hardness, rows: order.map(partner => ranks[partner]) }, {
          coefficient: share,
          where: { kind: 'mask', axes: ['feature'], grid: [stride], levels, of: 1, tiled: true }
        })
      ],
      synthetic: [
        { role: 'negative', count: kept, anchor: { rule: 'range', first: 0, count: kept } }
      ]
    }
  }
})
