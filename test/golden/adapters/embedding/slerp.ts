import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { rowDots, slerpRows } from '../../../../core/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { entry, floats, isPerRow, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** Rows moved along the arc; λ is the share of the first. */
export const slerp: Adapter = (inputs, params) => {
  const given = numbers(params, 'lambda')
  const far = isPerRow(params, 'lambda')
    ? Float64Array.from(given, each => 1 - each)
    : 1 - given[0]
  const weights = entry<GivenArray>(params, 'lossWeights')
  const mix = (a: Tensor, b: Tensor): Tensor => slerpRows(a, b, far)
  const mixed = mix(...['a', 'b'].map(name =>
    floats(inputs[name] as GivenArray)) as [Tensor, Tensor])
  return {
    mix: mixed,
    norms: tf.sqrt(rowDots(mixed, mixed)),
    ...differentiated(inputs, ['a', 'b'], ({ a, b }) =>
      tf.sum(tf.mul(mix(a, b), weights === undefined ? 1 : floats(weights)))) as object
  }
}
