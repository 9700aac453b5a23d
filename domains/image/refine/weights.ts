import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'

/**
 * A plan of a row and its partner, with these weights of the partners `[rows]`, and what is left of
 * 1 for the rows themselves.
 */
export function withWeights (plan: Plan<Tensor>, weight: Tensor): Plan<Tensor> {
  const [kept, ...rest] = plan.layers
  const pasted = rest[rest.length - 1]
  return {
    ...plan,
    layers: [{ ...kept, weight: tf.sub(1, weight) }, ...rest.slice(0, -1), { ...pasted, weight }]
  }
}
