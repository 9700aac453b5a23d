import { scripted } from '../../../core/index.js'
import { mixup as imageMixup } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, isPerRow, labels, numbers, pictures } from '../given.js'
import { labelsOf, ownWeights, partnersIn } from '../read-plan.js'
import { withLabels } from '../targets.js'

/** mixup: one λ a batch, or a list with one a sample; alpha 0 draws none. */
export const mixup: Adapter = (inputs, params, decisions) => {
  const { name, x } = pictures(inputs)
  const own = labels(inputs)
  const perSample = isPerRow(decisions, 'lam')
  const mixer = imageMixup({ alpha: entry(params, 'alpha'), per: perSample ? 'sample' : 'batch' })
  const draws = scripted({ lambda: numbers(decisions, 'lam'), pair: numbers(decisions, 'perm') })
  const classes = entry<number>(params, 'numClasses')
  const { plan, mixed } = carryOut({ mixer, draws, ...withLabels(x, own, { classes }) })
  const weights = ownWeights(plan)
  return {
    [name]: mixed.x,
    lam: perSample ? weights : weights[0],
    labelsA: own,
    labelsB: labelsOf(own, partnersIn(plan)),
    softLabels: mixed.label
  }
}
