import { scripted, targetWeights } from '../../../core/index.js'
import { smoothmix as imageSmoothmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { numbers, pictures } from '../given.js'
import { sharedMaskIn } from '../read-plan.js'

/** SmoothMix. The reference's `lam` is the share of the partner's pixels. */
export const smoothmix: Adapter = (inputs, _params, decisions) => {
  const { x } = pictures(inputs)
  const draws = scripted({
    // The reference hands its two draws over in the other order
    centerY: numbers(decisions, 'randHDraw'),
    centerX: numbers(decisions, 'randWDraw'),
    sigma: numbers(decisions, 'sigmaU'),
    pair: numbers(decisions, 'perm')
  })
  const { plan, mixed } = carryOut({ mixer: imageSmoothmix(), draws, batch: { x } })
  return { mask: sharedMaskIn(plan), lam: targetWeights(plan)[1][0], images: mixed.x }
}
