import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Operation } from '../operation.js'

/**
 * A differentiable call of two operations: one gives the result, and behind it whatever the same
 * backend's kernel of the other wants to have kept; that one gets the gradient of the result, the
 * inputs and what was kept, and gives the gradients of all inputs at once.
 *
 * @param constants - further inputs, to which the result is not differentiable and which are not
 *   kept
 */
export function keeping<Attributes extends object> (
  [forward, backward]: ReadonlyArray<Operation<Attributes, Tensor[]>>, inputs: readonly Tensor[],
  attributes: Attributes, constants: readonly Tensor[] = []
): Tensor {
  const run = tf.customGrad((...given) => {
    // tfjs hands over what keeps tensors for the gradient as a last argument
    const save = given[inputs.length] as unknown as tf.GradSaveFunc
    const own = given.slice(0, inputs.length) as Tensor[]
    const [value, ...kept] = forward([...own, ...constants], attributes)
    save([...own, ...kept])
    return {
      value,
      gradFunc: (dy: Tensor, saved: Tensor[]) => backward([dy, ...saved], attributes)
    }
  })
  return run(...inputs)
}
