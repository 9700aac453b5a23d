import * as z from 'zod/mini'
import type { RuleDefinition } from '../../core/index.js'

declare module '../../core/contract/plan.js' {
  interface LevelRules {
    /** How much is seen of every point, 0 … 1: `[pieces, points]`. */
    'point-shares': { readonly shares: Float64Array }
  }
}

/** The rules that clouds add to the core's. */
export const rules: Readonly<Record<string, RuleDefinition>> = {
  'point-shares': {
    gives: 'levels',
    parameters: z.strictObject({
      shares: z.custom<Float64Array>(value => value instanceof Float64Array,
        'must be a Float64Array')
    }),
    make: ({ shares }) => Float32Array.from(shares as Float64Array)
  }
}
