import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { BlendDefinition } from '../../core/index.js'
import { slerpRows } from '../../core/index.js'
import { fail } from '../../core/errors.js'

/** How embeddings meet, besides sums: along the arc between them. */
export const blends: Readonly<Record<string, BlendDefinition>> = {
  arc: {
    parameters: z.strictObject({}),
    run (there: Tensor, source, coefficient) {
      if (coefficient instanceof Float64Array) return slerpRows(there, source, coefficient)
      throw fail('PLAN', 'coefficient', 'must be on the host under "arc"', coefficient)
    }
  }
}
