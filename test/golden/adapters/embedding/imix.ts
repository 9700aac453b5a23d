import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Batch } from '../../../../core/index.js'
import { createMixer, parse, scripted, stringify, targetWeights } from '../../../../core/index.js'
import { byol, iMix, infoNCE } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'
import { encode } from './encoded.js'

/** i-Mix in InfoNCE with and without a queue, and in BYOL. */
export const imix: Adapter = (inputs, params, decisions) => {
  const draws = scripted({
    lambda: numbers(decisions, 'rawLambda'), pair: numbers(decisions, 'perm')
  })
  const mix = createMixer(iMix(), { domain: 'embedding' })
  const batch: Batch = { x: floats(inputs.x as GivenArray) }
  const plan = parse(stringify(mix.plan(batch, { draws })))
  const method = entry<string>(params, 'method')
  const queue = entry<GivenArray>(inputs, 'queue')
  const temperature = numbers(params, 'temperature')[0]
  return {
    mixed: mix.apply(batch, plan).x as never,
    lambda: targetWeights(plan)[0],
    ...differentiated(inputs, ['x', 'y', 'W'], ({ x, y, W }) => {
      const anchors = encode(mix.apply({ x }, plan).x, W)
      const positives = encode(y, W)
      if (method === 'byol') return byol({ anchors, positives, plan })
      return infoNCE({
        anchors, positives, plan, temperature, stopPositives: method === 'mocon',
        ...queue && { bank: floats(queue) as Tensor2D }
      })
    })
  }
}
