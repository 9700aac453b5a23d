import * as z from 'zod/mini'
import type { StepDefinition } from '../../core/index.js'
import { normalizeRows } from '../../core/index.js'

declare module '../../core/contract/plan.js' {
  interface Steps {
    /** Every row gets length 1; a row of zeros stays one. */
    normalize: { readonly norm: 'euclidean' }
  }
}

/** What is done to rows of embeddings. */
export const steps: Readonly<Record<string, StepDefinition>> = {
  normalize: {
    parameters: z.strictObject({ norm: z.literal('euclidean') }),
    run: x => normalizeRows(x),
    moves: () => false
  }
}
