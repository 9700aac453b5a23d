import * as tf from '@tensorflow/tfjs-core'
import { scripted } from '../../../core/index.js'
import { tokenCutmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers, pictures } from '../given.js'
import { maskIn, ownWeights } from '../read-plan.js'

/** CutMix of tokens: one mask for all rows, told for each. */
export const tokenCutmixTla: Adapter = (inputs, params, decisions) => {
  const { x } = pictures(inputs)
  const { plan, mixed } = carryOut({
    mixer: tokenCutmix({ patch: entry(params, 'patchSize') }),
    draws: scripted({
      lambda: numbers(decisions, 'lam0'), pair: numbers(decisions, 'perm'),
      centerY: numbers(decisions, 'centerTokenY'), centerX: numbers(decisions, 'centerTokenX')
    }),
    batch: { x }
  })
  const mask = maskIn(plan)
  return {
    mask: tf.tile(mask, [x.shape[0] / mask.shape[0], 1, 1]), lam: ownWeights(plan)[0],
    images: mixed.x
  }
}
