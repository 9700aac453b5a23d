import { scripted } from '../../../core/index.js'
import { gridmix as imageGridmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers, picturesOrBlank } from '../given.js'
import { ownWeights, sharedMaskIn } from '../read-plan.js'

/** GridMix: its mask, and images where a case has them. */
export const gridmix: Adapter = (inputs, params, decisions) => {
  const x = picturesOrBlank(inputs, [entry(params, 'height'), entry(params, 'width')])
  // Draws of a range of one number are not asked for
  const value = (name: string): number => entry<number>(decisions, name) ?? 1
  const range = (name: string): [number, number] => [value(name) / 2, value(name)]
  const mixer = imageGridmix({
    holes: [1, 1000], holeAspect: range('holeAspect'), area: [1e-9, 1], aspect: range('cutAspect')
  })
  const draws = scripted({
    lambda: numbers(decisions, 'lam0'),
    holes: numbers(decisions, 'nHoles'),
    holeAspect: [value('holeAspect')],
    area: [value('cutAreaRatio')],
    aspect: [value('cutAspect')],
    windowX: numbers(decisions, 'cx'),
    windowY: numbers(decisions, 'cy'),
    pair: entry(decisions, 'perm') === undefined ? [0] : numbers(decisions, 'perm')
  })
  const { plan, mixed } = carryOut({ mixer, draws, batch: { x } })
  return { mask: sharedMaskIn(plan), lam: ownWeights(plan)[0], images: mixed.x }
}
