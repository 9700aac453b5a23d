import { scripted } from '../../../core/index.js'
import { torchvisionCutmix, torchvisionMixup } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, labels, numbers, pictures } from '../given.js'
import { boxesIn, ownWeights } from '../read-plan.js'
import { withLabels } from '../targets.js'

/** torchvision's `MixUp` and `CutMix`, by `kind`; partners by a roll of 1, as both do. */
export const torchvisionV2: Adapter = (inputs, params, decisions) => {
  const { name, x } = pictures(inputs)
  const make = params.kind === 'mixup' ? torchvisionMixup : torchvisionCutmix
  const mixer = make({ alpha: entry(params, 'alpha') })
  const draws = scripted({
    lambda: numbers(decisions, 'lam0'),
    centerY: numbers(decisions, 'centerY'),
    centerX: numbers(decisions, 'centerX')
  })
  const classes = entry<number>(params, 'numClasses')
  const { plan, mixed } = carryOut({ mixer, draws, ...withLabels(x, labels(inputs), { classes }) })
  return {
    [name]: mixed.x,
    box_y1y2x1x2: boxesIn(plan)[0] ?? null,
    lam: ownWeights(plan)[0],
    target: mixed.label
  }
}
