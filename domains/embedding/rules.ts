import * as z from 'zod/mini'
import type { RuleDefinition } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { seed } from '../../core/plan/rules.js'

declare module '../../core/contract/plan.js' {
  interface StreamRules {
    /** For every anchor and every row of another target: the anchor by Beta(alpha, beta). */
    'mixed-negatives': { readonly seed: Seed, readonly alpha: number, readonly beta: number }
    /** For every anchor and two rows on either side of its target, nearer than `window`. */
    'bracketing-positives': { readonly window: number }
  }
}

const above0 = z.number().check(z.gt(0))

/** The rules for rows too many to paint, which a loss streams. */
export const rules: Readonly<Record<string, RuleDefinition>> = {
  'mixed-negatives': streamed(z.strictObject({ seed, alpha: above0, beta: above0 })),
  'bracketing-positives': streamed(z.strictObject({ window: above0 }))
}

function streamed (parameters: RuleDefinition['parameters']): RuleDefinition {
  return {
    gives: 'stream',
    parameters,
    make () { throw fail('PLAN', 'stream', 'must be run by the loss it is for', 'a list') }
  }
}
