import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../contract/index.js'
import { toTensor } from '../paint/strength.js'
import { takeRows } from '../tensor/index.js'
import { targetTerms } from './terms.js'

/**
 * Accuracy on mixed outputs, as mixup's authors count it: Σ weight · [the predicted class is the
 * part's class].
 *
 * Accuracy against the mixed label's largest class looks broken under mixing: an output with λ =
 * 0.5 can only be half right. This one is 1 exactly if every part's class were predicted by its
 * weight.
 *
 * @param outputs - logits or probabilities, float32 `[plan.size, classes]`
 * @param labels - class indices of the unmixed batch, int32 `[rows]`
 * @returns a scalar from 0 to 1 for weights that sum to 1
 */
export function mixedAccuracy (outputs: Tensor2D, labels: Tensor, plan: Plan<unknown>): Tensor {
  return tf.tidy(() => {
    const predicted = tf.argMax(outputs, 1)
    const parts = targetTerms(plan).filter(({ x }) => x === 'batch').map(({ rows, strength }) => {
      const right = tf.equal(predicted, takeRows(labels, rows))
      return tf.sum(tf.mul(tf.cast(right, 'float32'), toTensor(strength)))
    })
    return tf.div(tf.addN(parts), outputs.shape[0])
  })
}
