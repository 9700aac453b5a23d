import * as tf from '@tensorflow/tfjs-core'
import { scripted } from '../../../core/index.js'
import { attentivemix as authors, attentivemixPlus } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, hostFloats, numbers, pictures } from '../given.js'
import { maskIn, ownWeights } from '../read-plan.js'

/** AttentiveMix by features that are given; without a number of cells, of a drawn one. */
export const attentivemix: Adapter = (inputs, params, decisions) => {
  const cells = entry<number>(params, 'topK')
  const features = hostFloats(array(inputs, 'features'))
  const { plan, mixed } = carryOut({
    mixer: cells === undefined ? attentivemixPlus() : authors({ cells }),
    draws: scripted({ lambda: numbers(decisions, 'lam0'), pair: numbers(decisions, 'perm') }),
    batch: { x: pictures(inputs).x },
    signals: { features: () => features }
  })
  return { mask: tf.sub(1, maskIn(plan)), lam: ownWeights(plan)[0], images: mixed.x }
}
