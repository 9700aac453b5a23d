import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Given, GivenArray, Outputs } from './adapter.js'
import { floats } from './given.js'

/** The tensors of a case, by the names it has for them. */
export type Named = Readonly<Record<string, Tensor>>

/** A loss and its gradients, by the names of the inputs that are asked for and there. */
export function differentiated (
  inputs: Given, names: readonly string[], loss: (given: Named) => Tensor
): Outputs {
  const there = names.filter(name => inputs[name] !== undefined)
  const others = Object.entries(inputs).filter(([name, value]) =>
    !there.includes(name) && (value as GivenArray | null)?.dtype === 'float32')
  const still = Object.fromEntries(others.map(([name, value]) =>
    [name, floats(value as GivenArray)]))
  const run = tf.valueAndGrads((...tensors: Tensor[]) => loss({
    ...still, ...Object.fromEntries(tensors.map((tensor, i) => [there[i], tensor]))
  }) as Scalar)
  const { value, grads } = run(there.map(name => floats(inputs[name] as GivenArray)))
  return { loss: value, grads: Object.fromEntries(grads.map((grad, i) => [there[i], grad])) }
}
