import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { decoupledMixup } from '../../../core/index.js'

/**
 * Decoupled Mixup by its name, with its defaults: `decoupledMixup(plan)(logits, targets)`.
 *
 * @param targets - one-hot, of the batch that was mixed
 * @throws as `decoupledMixup`
 */
export function decoupledMixupLoss (
  logits: Tensor, targets: Tensor, plan: Plan<unknown>
): Scalar {
  return decoupledMixup(plan)(logits, targets)
}
