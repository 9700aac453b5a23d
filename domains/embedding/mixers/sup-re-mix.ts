import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { defineMixer, option, positive } from '../../../core/index.js'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import { forLoss } from '../for-loss.js'
import { checkEmbeddings } from '../parts/rows.js'

/** What SupReMix is called with. */
export interface SupReMixInput {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
}

/**
 * SupReMix: mixtures as negatives and positives of a contrastive loss for regression, n² and n³ of
 * them, so that none is listed: `supReMixLoss` runs the rules.
 *
 * Wu et al., Mixup Your Own Pairs, arXiv:2309.16633; law of the authors' code as far as it is
 * published. Negatives mix an anchor, by its share of Beta(2, 8), with every row of another target;
 * positives lie at the anchor's target, between two rows on either side that are nearer than
 * `window`.
 */
export const supReMix = forLoss(defineMixer({
  name: 'sup-re-mix',
  domain: 'embedding',
  paper: 'arXiv:2309.16633',
  pairing: 'own',
  options: z.object({
    alpha: positive.default(2).describe('the share of the anchor ~ Beta(alpha, beta)'),
    beta: positive.default(8).describe('the same'),
    window: positive.default(5).describe('how far targets of positives may be, in their units'),
    mode: option(z.enum(['both', 'negatives', 'positives', 'none'])).default('both').describe(
      'which mixtures take part'
    )
  }),

  plan (_facts, { alpha, beta, window, mode }, draw) {
    const negatives = mode === 'both' || mode === 'negatives'
    const positives = mode === 'both' || mode === 'positives'
    return {
      layers: [],
      synthetic: [
        ...negatives
          ? [{
            role: 'negative' as const,
            stream: {
              rule: 'mixed-negatives' as const, seed: draw.seed('shares'), alpha, beta
            }
          }]
          : [],
        ...positives
          ? [{
            role: 'positive' as const,
            stream: { rule: 'bracketing-positives' as const, window }
          }]
          : []
      ]
    }
  }
}), ({ embeddings }: SupReMixInput, make): Plan => {
  checkEmbeddings(embeddings, 'sup-re-mix', 'embeddings')
  return make({ x: embeddings }, {})
})
