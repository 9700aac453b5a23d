import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import { isTensor } from '../../../core/index.js'

/**
 * How far a model agrees with mixed targets: the cosine of the angle between them and its
 * probabilities, which Progressive Attention Labeling trusts its attention by.
 *
 * @param target - `[rows, classes]`
 * @param logits - `[rows, classes]`
 * @returns `[rows]`, 0 … 1
 * @throws INPUT unless both are tensors of one shape
 */
export function agreement (target: Tensor, logits: Tensor): Tensor1D {
  for (const [name, x] of [['target', target], ['logits', logits]] as const) {
    if (isTensor(x) && x.rank === 2) continue
    throw fail('INPUT', 'agreement', name, 'must be a tensor [rows, classes]', x)
  }
  if (String(target.shape) !== String(logits.shape)) {
    const allowed = `must have shape [${target.shape.join(', ')}]`
    throw fail('INPUT', 'agreement', 'logits', allowed, logits)
  }
  return tf.tidy(() => {
    const found = tf.softmax(logits)
    const length = (x: Tensor): Tensor => tf.sqrt(tf.sum(tf.mul(x, x), 1))
    return tf.divNoNan<Tensor1D>(tf.sum(tf.mul(target, found), 1),
      tf.mul(length(target), length(found)))
  })
}
