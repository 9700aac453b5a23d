import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import { toTensor } from '../paint/strength.js'
import { checkTensor, takeRows } from '../tensor/index.js'
import { outputCount, targetTerms } from './terms.js'
import { sumOf } from './sum-of.js'

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
 * @throws INPUT for other shapes and dtypes, PLAN for what is no plan
 */
export function mixedAccuracy (outputs: Tensor2D, labels: Tensor, plan: Plan<unknown>): Tensor {
  checkTensor(outputs, 'mixedAccuracy', 'outputs')
  checkTensor(labels, 'mixedAccuracy', 'labels')
  const terms = targetTerms(plan)
  const size = outputCount(plan)
  if (outputs.rank !== 2 || outputs.shape[0] !== size)
    throw fail('INPUT', 'mixedAccuracy', 'outputs', `must have shape [${size}, classes]`, outputs)
  if (labels.rank !== 1 || labels.dtype !== 'int32')
    throw fail('INPUT', 'mixedAccuracy', 'labels', 'must be int32 [rows], class indices', labels)
  return tf.tidy(() => {
    const predicted = tf.argMax(outputs, 1)
    const parts = terms.filter(({ x }) => x === 'batch').map(({ rows, strength }) => {
      const right = tf.equal(predicted, takeRows(labels, rows))
      return tf.sum(tf.mul(tf.cast(right, 'float32'), toTensor(strength)))
    })
    return tf.div(sumOf([tf.scalar(0), ...parts]), size)
  })
}
