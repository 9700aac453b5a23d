import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { targetTerms } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { outputCount } from '../../../core/targets/terms.js'

/** The share of every row of the batch in the target of every output, `[outputs, rows]`. */
export function shownShares (plan: Plan, rows: number): Tensor2D {
  const outputs = outputCount(plan)
  const shares = new Float32Array(outputs * rows)
  for (const { x: pool, rows: shown, strength } of targetTerms(plan)) {
    if (pool !== 'batch')
      throw fail('PLAN', 'source.pool', 'must be the batch, whose positives are given', pool)
    for (let output = 0; output < outputs; output++) {
      const row = shown?.[output] ?? output
      const share = typeof strength === 'number' ? strength : (strength as Float64Array)[output]
      if (row >= rows) throw fail('PLAN', 'source.rows', `must be 0 … ${rows - 1}`, row)
      shares[output * rows + row] += share
    }
  }
  return tf.tensor2d(shares, [outputs, rows])
}
