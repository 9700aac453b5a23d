import { scripted, targetWeights } from '../../../core/index.js'
import { hmix as imageHmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, labels, numbers, pictures } from '../given.js'
import { boxesIn, ownWeights } from '../read-plan.js'
import { withLabels } from '../targets.js'

/** HMix. */
export const hmix: Adapter = (inputs, params, decisions) => {
  const mixer = imageHmix({ ratio: entry(params, 'hmixRatio') })
  const draws = scripted({
    lambda: numbers(decisions, 'lam'),
    centerY: numbers(decisions, 'centerY'),
    centerX: numbers(decisions, 'centerX'),
    pair: numbers(decisions, 'perm')
  })
  const { plan, mixed } = carryOut({
    mixer, draws, ...withLabels(pictures(inputs).x, labels(inputs), {
      classes: entry(params, 'numClasses'),
      smoothing: { kind: 'uniform', amount: entry<number>(params, 'labelSmoothing') ?? 0 }
    })
  })
  const [own, around] = targetWeights(plan).map(weights => weights[0])
  return {
    box_y1y2x1x2: boxesIn(plan)[0],
    cutmixLam: own + around,
    mixupLam: own / (own + around),
    lam: ownWeights(plan)[0],
    images: mixed.x,
    target: mixed.label
  }
}
