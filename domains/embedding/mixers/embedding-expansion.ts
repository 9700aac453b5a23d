import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { defineMixer, numbers, option, over, rows } from '../../../core/index.js'
import { forLoss } from '../for-loss.js'
import { checkEmbeddings } from '../parts/rows.js'

/**
 * Embedding expansion: points between the two rows of every pair, brought to length 1.
 *
 * Ko and Gu, CVPR 2020, arXiv:2003.02546; law of the authors' code (clovaai/embedding-expansion@
 * 1aa68cb, `embedding_aug.py`): rows 2k and 2k + 1 are of one class; `inner` points at equal steps,
 * seen from either row, after all rows themselves. Nothing is drawn. `expansionTriplet` reads it.
 */
export const embeddingExpansion = forLoss(defineMixer({
  name: 'embedding-expansion',
  domain: 'embedding',
  paper: 'arXiv:2003.02546',
  pairing: 'own',
  options: z.object({
    inner: option(z.int('must be a whole number of at least 0').check(z.gte(0))).default(2)
      .describe('points between the rows of a pair'),
    normalize: option(z.boolean()).default(true).describe('whether points get length 1')
  }),

  plan ({ size }, { inner, normalize }) {
    const count = size * (inner + 1)
    const self = rows(count, i => i % size)
    // The last row of an odd batch is a pair of its own
    const other = self.map(row => row % 2 === 0 ? Math.min(row + 1, size - 1) : row - 1)
    const step = numbers(count, i => Math.floor(i / size) / (inner + 1))
    return {
      size: count,
      layers: [over({ rows: self }), over({ rows: other }, { coefficient: step })],
      ...normalize && { after: [{ step: 'normalize', norm: 'euclidean' } as const] },
      synthetic: [{ role: 'soft', count, anchor: self }]
    }
  }
}), ({ embeddings }: { readonly embeddings: Tensor2D }, make): Plan => {
  checkEmbeddings(embeddings, 'embedding-expansion', 'embeddings')
  return make({ x: embeddings }, {})
})
