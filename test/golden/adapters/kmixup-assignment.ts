import { assignPoints, kmixup, scripted } from '../../../core/index.js'
import { mixup } from '../../../domains/regression/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, hostDoubles, numbers } from '../given.js'
import { partnersIn } from '../read-plan.js'

/** k-Mixup: a batch of k rows and a data set of k others, drawn in order; in doubles. */
export const kmixupAssignment: Adapter = (inputs, params, decisions) => {
  const [own, others] = [array(inputs, 'A'), array(inputs, 'B')]
  const drawn = Array.from({ length: others.shape[0] }, (_, i) => i)
  const { plan, mixed } = carryOut({
    mixer: mixup({ pairing: kmixup({ k: entry(params, 'k'), pool: 'dataset' }) }),
    draws: scripted({ lambda: numbers(decisions, 'lam'), pair: drawn }),
    batch: { x: hostDoubles(own) },
    pools: { dataset: { x: hostDoubles(others) } }
  })
  return { sigma: partnersIn(plan), cost: assignPoints(own, others).cost, mix: mixed.x }
}
