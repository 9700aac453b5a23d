import type { ExecutionContext } from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { near } from './backends.js'
import { numbers } from './numbers.js'

/**
 * Compares the gradient of every input with central differences of a weighted sum of the outputs.
 * Operations are linear in each input, or a product of two, where central differences are exact:
 * so the step is large and what remains is float32 rounding.
 */
export function differentiates (
  t: ExecutionContext, f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[],
  tolerance = 2e-5
): void {
  const outputs = tf.tidy(() => f(...inputs).shape)
  const weights = numbers(99).tensor(outputs)
  const gradients = tf.grads((...xs: Tensor[]) => tf.sum(tf.mul(f(...xs), weights)))([...inputs])
  gradients.forEach((gradient, which) => {
    t.deepEqual(gradient.shape, inputs[which].shape)
    const measured = differences(f, inputs, which, weights.dataSync())
    near(t, gradient, measured, tolerance, `gradient of input ${which}`)
  })
}

function differences (
  f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[], which: number,
  weights: ArrayLike<number>
): Float64Array {
  const values = inputs[which].dataSync()
  const loss = (i: number, value: number): number => tf.tidy(() => {
    const moved = Float32Array.from(values)
    moved[i] = value
    const x = tf.tensor(moved, inputs[which].shape)
    const out = f(...inputs.map((input, k) => k === which ? x : input)).dataSync()
    return Array.from(out).reduce((sum, each, k) => sum + each * weights[k], 0)
  })
  return Float64Array.from(values, (value, i) => {
    const [up, down] = [Math.fround(value + 0.5), Math.fround(value - 0.5)]
    return (loss(i, up) - loss(i, down)) / (up - down)
  })
}
