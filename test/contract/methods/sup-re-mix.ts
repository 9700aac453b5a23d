import * as z from 'zod'
import type { RuleDefinition } from '../../../core/index.js'
import { defineMixer, positive } from '../../../core/index.js'
import { seed } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface StreamRules {
    'mixed-negatives': { readonly seed: Seed, readonly alpha: number, readonly beta: number }
    'bracketing-positives': { readonly window: number }
  }
}

/**
 * SupReMix: mixtures as negatives and positives of a contrastive loss for regression, N² and N³ of
 * them: nothing is painted, and the loss runs the rules.
 *
 * Wu et al., arXiv:2309.16633; the authors' code.
 */
export const supReMix = defineMixer({
  name: 'sup-re-mix',
  domain: 'embedding',
  paper: 'arXiv:2309.16633',
  options: z.object({
    alpha: positive.default(2),
    beta: positive.default(8),
    window: positive.default(5)
  }),

  plan (_facts, { alpha, beta, window }, draw) {
    return {
      layers: [],
      synthetic: [
        {
          role: 'negative',
          stream: { rule: 'mixed-negatives', seed: draw.seed('shares'), alpha, beta }
        },
        { role: 'positive', stream: { rule: 'bracketing-positives', window } }
      ]
    }
  }
})

function stream (parameters: RuleDefinition['parameters']): RuleDefinition {
  return { gives: 'stream', parameters, make () { throw new Error('a loss runs it') } }
}
export const rules = {
  'mixed-negatives': stream(z.object({ seed, alpha: positive, beta: positive })),
  'bracketing-positives': stream(z.object({ window: positive }))
}
