import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { count, defineMixer, over, own, probability, rows } from '../../../core/index.js'
import { forLoss } from '../for-loss.js'
import { checkEmbeddings } from '../parts/rows.js'

/** What DropMix is called with. */
export interface DropMixInput {
  /** float32 `[n, d]`: the negatives of one view; all views have as many. */
  readonly negatives: Tensor2D
}

/**
 * DropMix: negatives that are neither the easiest nor the hardest, mixed in every sixth dimension.
 *
 * Ma et al., arXiv:2310.09764; law of the authors' code (Mayueq/DropMix-Code@a75f1d6):
 * ranks from ⌊0.15 n⌋ to ⌊0.95 n⌋ of ascending hardness, one permutation of them for all views,
 * 0.35 of the partner in dimensions 0, 6, 12 … Rank 0 is the hardest row here. Called within a
 * loss it gives the plan that `dropMixRows` carries out on each view.
 */
export const dropMix = forLoss(defineMixer({
  name: 'drop-mix',
  domain: 'embedding',
  paper: 'arXiv:2310.09764',
  pairing: 'own',
  options: z.object({
    easiest: probability.default(0.15).describe('the share of the easiest negatives left out'),
    hardest: probability.default(0.05).describe('the share of the hardest, perhaps no negatives'),
    share: probability.default(0.35).describe('how much of the partner is seen'),
    stride: count.default(6).describe('dimensions 0, stride, 2 stride … are mixed')
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
}), ({ negatives }: DropMixInput, make): Plan => {
  checkEmbeddings(negatives, 'drop-mix', 'negatives')
  return make({ x: negatives }, {})
})
