import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkTensor } from './runtime.js'

/**
 * The same values, through which no gradient flows: that of `x` is zero.
 *
 * @param x - any shape and dtype
 */
export function stopGradient<T extends Tensor> (x: T): T {
  return noGrad(value => value, x)
}

/**
 * Runs `f` where gradients are not recorded, so that comparisons and other operations that have
 * none may be used between a loss and its variables. The gradients of the inputs are zero, those of
 * tensors that `f` takes from elsewhere are not asked for.
 *
 * @param f - gets the inputs; what it makes besides its result is disposed
 * @throws INPUT or SECOND_TFJS if an input is no tensor of this tfjs, OPTION if `f` is no function
 */
export function noGrad<Inputs extends Tensor[], Result extends Tensor> (
  f: (...inputs: NoInfer<Inputs>) => Result, ...inputs: Inputs
): Result {
  if (typeof f !== 'function') throw fail('OPTION', 'noGrad', 'f', 'must be a function', f)
  inputs.forEach((input, i) => { checkTensor(input, 'noGrad', `inputs[${i}]`) })
  const shapes = inputs.map(({ shape }) => shape)
  const run = tf.customGrad((...given) => {
    // tfjs hands over what keeps tensors for the gradient as a last argument.
    const result = f(...given.slice(0, inputs.length) as Inputs)
    // A clone, since a result that `f` only passes on would bring its own gradient along.
    return { value: tf.clone(result), gradFunc: () => shapes.map(shape => tf.zeros(shape)) }
  })
  return run(...inputs)
}
