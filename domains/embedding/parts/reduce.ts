import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { noGrad, option } from '../../../core/index.js'

/**
 * How the losses of anchors become one: `mean` over all of them, those of no positive among them;
 * `nonzero`: the mean of those above 0, which is pytorch-metric-learning's; `sum`.
 */
export type Reducer = 'mean' | 'nonzero' | 'sum'

export const reducer = option(z.enum(['mean', 'nonzero', 'sum']))

/** Margins are kept to no less than this in float32. */
export const ROUNDING = 1e-6

/**
 * One number of many; 0 where there are none above 0.
 *
 * @param anchors - how many of them are of anchors; the others are 0
 * @param least - what is no larger does not count under `nonzero`: of margins, what is but rounding
 */
export function reduce (
  losses: Tensor, how: Reducer, anchors = losses.size, least = 0
): Scalar {
  if (how === 'sum') return tf.sum(losses)
  if (how === 'mean') return tf.div(tf.sum(losses), anchors)
  const count = noGrad(each =>
    tf.maximum(tf.sum(tf.cast(tf.greater(each, least), 'float32')), 1), losses)
  return tf.div(tf.sum(tf.relu(losses)), count)
}
