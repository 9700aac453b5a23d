import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { takeRows, targetWeights } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { listIndices } from '../../../core/plan/rules.js'
import type { InfoNceOptions } from './info-nce.js'
import { infoNCE } from './info-nce.js'
import { sumOf } from '../../../core/targets/sum-of.js'

export interface UnMixOptions extends Omit<InfoNceOptions, 'plan'> {
  /** float32 `[n, d]`: the mixed rows, encoded. */
  readonly mixed: Tensor2D
  /** What `unMix` planned. */
  readonly plan: Plan
}

/**
 * The loss of Un-Mix: that of the rows, λ of that of the mixes with the row itself as positive, and
 * 1 - λ with their partner. λ is what stays visible of the row.
 *
 * Shen et al., AAAI 2022, arXiv:2003.05438; szq0214/Un-Mix@0911f77, `main_moco_unmix.py`.
 *
 * @param given - as for `infoNCE`; its temperature is 0.2 by default
 * @throws as `infoNCE`
 */
export function unMixLoss ({ mixed, plan, temperature = 0.2, ...given }: UnMixOptions): Scalar {
  const partner = (plan as Plan | undefined)?.layers.at(-1)?.source?.rows
  if (partner === undefined) throw fail('INPUT', 'unMixLoss', 'plan', 'must be made by unMix', plan)
  const lambda = targetWeights(plan)[0][0]
  const rows = listIndices(partner, plan.size)
  return tf.tidy(() => {
    const loss = (anchors: Tensor2D, positives: Tensor2D): Scalar =>
      infoNCE({ ...given, anchors, positives, temperature })
    const { anchors, positives } = given
    return sumOf([
      loss(anchors, positives),
      tf.mul<Scalar>(loss(mixed, positives), lambda),
      tf.mul<Scalar>(loss(mixed, takeRows(positives, rows)), 1 - lambda)
    ])
  })
}
