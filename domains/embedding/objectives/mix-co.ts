import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { nonnegative, parseOptions } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { temperature } from '../parts/temperature.js'
import type { InfoNceOptions } from './info-nce.js'
import { infoNCE } from './info-nce.js'

export interface MixCoOptions
  extends Pick<InfoNceOptions, 'anchors' | 'positives' | 'bank' | 'stopPositives' | 'temperature'> {
  /** float32 `[n / 2, d]`: the mixed rows, encoded. */
  readonly mixed: Tensor2D
  /** What `mixCo` planned. */
  readonly plan: Plan
  /** Of the mixed part; 0.05 by default. */
  readonly mixTemperature?: number
  /** How much the mixed part counts; 1 by default. */
  readonly weight?: number
}

/**
 * The loss of MixCo: InfoNCE, and that of the mixes with a soft target over the positives of the
 * batch; the bank has none of it.
 *
 * Kim et al., arXiv:2010.06300; Lee-Gihun/MixCo-Mixup-Contrast@8374aac, `loss_fn.py`.
 *
 * @throws as `infoNCE`; INPUT for what is no plan
 */
export function mixCoLoss (
  { anchors, positives, bank, stopPositives = true, mixed, plan, ...given }: MixCoOptions
): Scalar {
  const chosen = parseOptions('mixCoLoss', z.object({
    temperature: temperature.default(0.2),
    mixTemperature: temperature.default(0.05),
    weight: nonnegative.default(1)
  }), given)
  if ((plan as Plan | undefined)?.mixer === undefined)
    throw fail('INPUT', 'mixCoLoss', 'plan', 'must be that of the rows that are "mixed"', plan)
  const shared = { positives, stopPositives, ...bank !== undefined && { bank } }
  return tf.tidy(() => {
    const plain = infoNCE({ ...shared, anchors, temperature: chosen.temperature })
    const soft = infoNCE({ ...shared, anchors: mixed, plan, temperature: chosen.mixTemperature })
    return tf.add<Scalar>(plain, tf.mul(soft, chosen.weight))
  })
}
