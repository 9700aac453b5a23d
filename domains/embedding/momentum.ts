import type { Tensor, Variable } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { isTensor } from '../../core/index.js'
import { fail } from '../../core/errors.js'

/**
 * Moves the variables of a slower encoder a little towards those of the one that learns:
 * `slow = momentum · slow + (1 - momentum) · fast`, off the tape.
 *
 * He et al., MoCo, CVPR 2020, arXiv:1911.05722, eq. 2.
 *
 * @param slow - variables, in the order of `fast`, such as `layers.trainableWeights.map(w =>
 *   w.val)`
 * @param momentum - 0 … 1; 0.999 by default
 * @throws INPUT for variables that do not match, OPTION for a momentum out of range
 */
export function followSlowly (
  slow: readonly Variable[], fast: readonly Tensor[], momentum = 0.999
): void {
  const who = 'followSlowly'
  if (typeof momentum !== 'number' || !(momentum >= 0 && momentum <= 1))
    throw fail('OPTION', who, 'momentum', 'must be 0 … 1', momentum)
  if (!Array.isArray(slow) || !Array.isArray(fast) || slow.length !== fast.length)
    throw fail('INPUT', who, 'slow', 'must be as many variables as "fast"', slow)
  const pairs = (slow as readonly unknown[]).map((variable, v) => {
    const other = (fast as readonly unknown[])[v]
    if (variable instanceof tf.Variable && isTensor(other) &&
      String(variable.shape) === String(other.shape)) return [variable, other] as const
    throw fail('INPUT', who, `slow[${v}]`, 'must be a variable of the shape of its like', variable)
  })
  tf.tidy(() => {
    for (const [variable, other] of pairs)
      variable.assign(tf.add(tf.mul(variable, momentum), tf.mul(other, 1 - momentum)))
  })
}
