import { scripted } from '../../../core/index.js'
import { resizemix as imageResizemix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers, pictures } from '../given.js'
import { boxesIn, ownWeights } from '../read-plan.js'

/** ResizeMix of a τ that is given. */
export const resizemix: Adapter = (inputs, params, decisions) => {
  const mixer = imageResizemix({
    scope: entry(params, 'scope'), resize: entry(params, 'interpolation')
  })
  const draws = scripted({
    tau: numbers(decisions, 'tau'),
    centerY: numbers(decisions, 'centerY'),
    centerX: numbers(decisions, 'centerX'),
    pair: numbers(decisions, 'perm')
  })
  const { plan, mixed } = carryOut({ mixer, draws, batch: { x: pictures(inputs).x } })
  return {
    box_y1y2x1x2: boxesIn(plan)[0], lam: ownWeights(plan)[0], images: mixed.x
  }
}
