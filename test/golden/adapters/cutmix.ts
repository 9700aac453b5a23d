import { scripted } from '../../../core/index.js'
import { cutmix as imageCutmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, isPerRow, labels, numbers, pictures } from '../given.js'
import {
  boxesIn, labelsOf, maskIn, ownWeights, partnersIn, sharedMaskIn
} from '../read-plan.js'
import { withLabels } from '../targets.js'

/** CutMix: one box a batch, or lists with one a sample. Of an empty box the file says null. */
export const cutmix: Adapter = (inputs, params, decisions) => {
  const { name, x } = pictures(inputs)
  const own = labels(inputs)
  const perSample = isPerRow(decisions, 'lam0')
  const mixer = imageCutmix({ alpha: entry(params, 'alpha'), per: perSample ? 'sample' : 'batch' })
  const draws = scripted({
    lambda: numbers(decisions, 'lam0'),
    pair: numbers(decisions, 'perm'),
    centerY: numbers(decisions, 'centerY'),
    centerX: numbers(decisions, 'centerX')
  })
  const classes = entry<number>(params, 'numClasses')
  const { plan, mixed } = carryOut({ mixer, draws, ...withLabels(x, own, { classes }) })
  const boxes = boxesIn(plan).map(box => isEmpty(box) ? null : box)
  const weights = ownWeights(plan)
  return {
    [name]: mixed.x,
    box_y1y2x1x2: perSample ? boxes : boxes[0],
    lam: perSample ? weights : weights[0],
    mask: perSample ? maskIn(plan) : sharedMaskIn(plan),
    labelsA: own,
    labelsB: labelsOf(own, partnersIn(plan)),
    softLabels: mixed.label
  }
}

function isEmpty ([y1, y2, x1, x2]: readonly number[]): boolean {
  return y1 >= y2 || x1 >= x2
}
