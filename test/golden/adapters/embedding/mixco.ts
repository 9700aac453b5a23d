import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Batch } from '../../../../core/index.js'
import { createMixer, parse, scripted, stringify } from '../../../../core/index.js'
import { mixCo, mixCoLoss } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { floats, numbers, renamed } from '../../given.js'
import { differentiated } from '../../gradients.js'
import { encode } from './encoded.js'

/** MixCo on a queue. */
export const mixco: Adapter = (inputs, params, decisions) => {
  const mix = createMixer(mixCo(), { domain: 'embedding' })
  const batch: Batch = { x: floats(inputs.x as GivenArray) }
  const draws = scripted({ lambda: numbers(decisions, 'lambda') })
  const plan = parse(stringify(mix.plan(batch, { draws })))
  return {
    mixed: mix.apply(batch, plan).x as never,
    ...differentiated(inputs, ['x', 'W'], ({ x, y, W }) => mixCoLoss({
      anchors: encode(x, W), positives: encode(y, W), mixed: encode(mix.apply({ x }, plan).x, W),
      bank: floats(inputs.queue as GivenArray) as Tensor2D, plan,
      ...renamed(params, {
        temperature: 'temperature', mixTemperature: 'mixTemperature', mixWeight: 'weight'
      })
    }))
  }
}
