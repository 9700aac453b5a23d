import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import { recursivemix as imageRecursivemix } from '../../../domains/image/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { entry, floats, numbers } from '../given.js'
import { boxesIn, ownWeights } from '../read-plan.js'

/** RecursiveMix: the step before is a pool of its own images and targets. */
export const recursivemix: Adapter = (inputs, params, decisions) => {
  const given = (name: string) => floats(entry<GivenArray>(inputs, name)!)
  const bilinear = entry<string>(params, 'interpolation') === 'bilinear'
  const mixer = imageRecursivemix({
    alpha: entry(params, 'alpha'), resize: bilinear ? 'bilinear-corners' : 'nearest'
  })
  const draws = scripted({
    area: numbers(decisions, 'areaU'),
    centerY: numbers(decisions, 'centerY'),
    centerX: numbers(decisions, 'centerX')
  })
  const batch = { x: given('images'), label: given('targets') }
  const mix = createMixer(mixer)
  // The first batch stays what it is, and becomes the step before
  mix.mix({ x: given('oldImages'), label: given('oldTargets') })
  const plan = parse(stringify(mix.plan(batch, { draws })))
  const mixed = mix.apply(batch, plan)
  mix.dispose()
  return {
    box_y1y2x1x2: boxesIn(plan)[0], lam: ownWeights(plan)[0], images: mixed.x, targets: mixed.label
  }
}
