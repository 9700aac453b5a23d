import { localMixup, sampleWeights, scripted } from '../../../core/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, hostFloats, numbers } from '../given.js'
import { partnersIn } from '../read-plan.js'

/** Local Mixup: one λ a batch, partners by an order, weights by the distance of inputs. */
export const localmixup: Adapter = (inputs, params, decisions) => {
  const y = array(inputs, 'y')
  const { plan, mixed } = carryOut({
    mixer: localMixup({ radius: entry(params, 'eps') }),
    draws: scripted({ lambda: numbers(decisions, 'lam'), pair: numbers(decisions, 'perm') }),
    batch: { x: hostFloats(array(inputs, 'x')), y: hostFloats(y) },
    targets: ['y']
  })
  const partners = partnersIn(plan)
  return {
    mixX: mixed.x,
    yb: { shape: y.shape, data: Array.from(partners, row => y.data[row]) },
    weight: sampleWeights(plan)
  }
}
