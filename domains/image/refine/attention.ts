import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import type { Plan } from '../../../core/index.js'
import { isTensor } from '../../../core/index.js'

/**
 * A signal that a refinement cannot do without, as a tensor with a row for every output.
 *
 * @throws SIGNAL where it is missing, no tensor, or has another number of rows or axes
 */
export function heard (
  who: string, { size }: Pick<Plan<Tensor>, 'size'>, signals: Readonly<Record<string, Tensor>>,
  signal: string, rank: number
): Tensor {
  const found = signals[signal] as Tensor | undefined
  if (isTensor(found) && found.rank === rank && found.shape[0] === size) return found
  const axes = ['rows', 'height', 'width', 'width'].slice(1, rank).join(', ')
  throw fail('SIGNAL', who, signal,
    `give refine() a tensor [${size}${rank > 2 ? `, ${axes}` : ', classes'}]`)
}

/** The share of the attention that falls where something shows, `[rows]`; 0 of none. */
export function attended (shown: Tensor, attention: Tensor): Tensor {
  const whole = tf.sum(attention, [1, 2])
  const part = tf.sum(tf.mul(shown, attention), [1, 2])
  return tf.divNoNan(part, whole)
}
