import type { Mask, Plan } from '../../../core/index.js'
import { scripted, visibleOn } from '../../../core/index.js'
import { gmix as imageGmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, labels, numbers, pictures } from '../given.js'
import { ownMaskIn, ownWeights } from '../read-plan.js'
import { withLabels } from '../targets.js'

/** GMix. */
export const gmix: Adapter = (inputs, params, decisions) => {
  const draws = scripted({
    lambda: numbers(decisions, 'lam'),
    centerY: numbers(decisions, 'centerY'),
    centerX: numbers(decisions, 'centerX'),
    pair: numbers(decisions, 'perm')
  })
  const { plan, mixed } = carryOut({
    mixer: imageGmix(), draws, ...withLabels(pictures(inputs).x, labels(inputs), {
      classes: entry(params, 'numClasses'),
      smoothing: { kind: 'uniform', amount: entry<number>(params, 'labelSmoothing') ?? 0 }
    })
  })
  return {
    kernel: bellIn(plan),
    ownWeightMask: ownMaskIn(plan),
    lam: ownWeights(plan)[0],
    images: mixed.x,
    target: mixed.label
  }
}

/** The bell itself, whichever side of it the partner is seen on. */
function bellIn (plan: Plan) {
  const where = { ...plan.layers[1].where as Mask, outside: false }
  return { data: visibleOn(plan, where, plan.frame).dataSync(),
    shape: plan.frame }
}
