import { scripted, takeRows } from '../../../core/index.js'
import { alignmix as imageAlignmix, transportOf } from '../../../domains/image/index.js'
import * as tf from '@tensorflow/tfjs-core'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, floats, numbers } from '../given.js'

/** AlignMix of feature maps. */
export const alignmix: Adapter = (inputs, params, decisions) => {
  const options = {
    epsilon: entry<number>(params, 'eps')!,
    iterations: entry<number>(params, 'maxIter')!,
    threshold: entry<number>(params, 'threshold')!
  }
  const x = floats(array(inputs, 'features'))
  const pair = numbers(decisions, 'perm')
  const { mixed } = carryOut({
    mixer: imageAlignmix(options),
    draws: scripted({
      lambda: numbers(decisions, 'lam'), partner: numbers(decisions, 'alignMode'), pair
    }),
    batch: { x }
  })
  const own = tf.reshape(x, [x.shape[0], -1, x.shape[3]!])
  return {
    transportPlan: transportOf(own, takeRows(own, Int32Array.from(pair)), options),
    features: mixed.x
  }
}
