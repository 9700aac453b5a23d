import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'

/**
 * The share of a partner in what a transformer makes of tokens, layer by layer: a token is half
 * what it was, by the residual connection, and half what it attended to.
 *
 * @param shown - `[1 or rows, height, width]`: the partner's share of every token
 * @param attention - `[rows, layers, tokens, tokens]`, to its last axis; a class token, the first,
 *   is one more than there are in `shown`
 * @returns `[rows]`: of the class token, or the mean of all
 * @throws SIGNAL for another number of tokens
 */
export function alignedShares (shown: Tensor, attention: Tensor): Tensor {
  const [rows, layers, tokens, others] = attention.shape
  const cells = shown.size / shown.shape[0]
  const classToken = tokens === cells + 1
  if (tokens !== others || (tokens !== cells && !classToken)) {
    throw fail('SIGNAL', 'token-cutmix', 'attention',
      `give refine() a tensor [rows, layers, tokens, tokens] of ${cells} or ${cells + 1} tokens`)
  }
  const flat = tf.tile(tf.reshape(shown, [shown.shape[0], cells, 1]),
    [shown.shape[0] === rows ? 1 : rows, 1, 1])
  let share: Tensor = classToken ? tf.concat([tf.mean(flat, 1, true), flat], 1) : flat
  for (let layer = 0; layer < layers; layer++) {
    const seen = tf.reshape(tf.slice(attention, [0, layer, 0, 0], [rows, 1, tokens, tokens]),
      [rows, tokens, tokens])
    const whole = tf.sum(seen, 2, true)
    share = tf.div(tf.add(share, tf.divNoNan(tf.matMul(seen, share), whole)), 2)
  }
  return tf.reshape(classToken ? tf.slice(share, [0, 0, 0], [rows, 1, 1]) : tf.mean(share, 1),
    [rows])
}
