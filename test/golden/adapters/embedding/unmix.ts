import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Batch, Plan } from '../../../../core/index.js'
import {
  boxes, createMixer, over, own, parse, scripted, stringify
} from '../../../../core/index.js'
import { unMix, unMixLoss } from '../../../../domains/embedding/index.js'
import type { Adapter, Given, GivenArray } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'
import { encode } from './encoded.js'

/** Un-Mix on a queue: rows mixed whole, or in one box along the features. */
export const unmix: Adapter = (inputs, params) => {
  const batch: Batch = { x: floats(inputs.x as GivenArray) }
  const mix = createMixer(unMix({ whole: 1 }), { domain: 'embedding' })
  const plan = planOf(mix.plan(batch, { draws: scripted({
    lambda: entry(params, 'lambda') ?? 0.5, whole: 1
  }) }), params)
  const temperature = numbers(params, 'temperature')[0]
  const bank = floats(inputs.queue as GivenArray) as Tensor2D
  return {
    mixed: mix.apply(batch, plan).x as never,
    ...differentiated(inputs, ['x', 'W'], ({ x, y, W }) => unMixLoss({
      anchors: encode(x, W), positives: encode(y, W), mixed: encode(mix.apply({ x }, plan).x, W),
      bank, plan, temperature, stopPositives: true
    }))
  }
}

/** Boxes of the reference need not come of its law where rows have one axis: they are given. */
function planOf (plan: Plan, params: Given): Plan {
  const box = numbers(params, 'box')
  if (box.length === 0) return parse(stringify(plan))
  const partner = plan.layers[1].source!
  return parse(stringify({
    ...plan,
    layers: [own(), over(partner, { where: boxes([{ feature: [box[0], box[1]] }]) })]
  }))
}
