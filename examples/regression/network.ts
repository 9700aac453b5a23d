import type { Tensor2D, Variable } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { Rng } from '../../core/index.js'

/** The weights of a layer: `[in, out]` and `[out]`. */
export interface LayerWeights {
  readonly kernel: { readonly data: ArrayLike<number>, readonly shape: readonly [number, number] }
  readonly bias: ArrayLike<number>
}

/** A perceptron in two parts, so that rows can be mixed between them. */
export interface Network {
  readonly variables: readonly Variable[]
  /** Up to the hidden layer that is mixed, its activation included. */
  hidden (x: Tensor2D): Tensor2D
  /** From there to the prediction, `[rows, 1]`. */
  output (hidden: Tensor2D): Tensor2D
  dispose (): void
}

const SLOPE = 0.1

/** Dense layers with leaky rectifiers between them: the reference's network for small tables. */
export function network (layers: readonly LayerWeights[]): Network {
  const made = layers.map(({ kernel, bias }) => ({
    kernel: tf.variable(tf.tensor2d(Float32Array.from(kernel.data), [...kernel.shape])),
    bias: tf.variable(tf.tensor1d(Float32Array.from(bias)))
  }))
  const dense = (x: Tensor2D, layer: number): Tensor2D =>
    tf.add(tf.matMul(x, made[layer].kernel), made[layer].bias)
  const last = layers.length - 1
  return {
    variables: made.flatMap(({ kernel, bias }) => [kernel, bias]),
    hidden: x => tf.leakyRelu(dense(x, 0), SLOPE),
    output: hidden => {
      let x = hidden
      for (let layer = 1; layer < last; layer++) x = tf.leakyRelu(dense(x, layer), SLOPE)
      return dense(x, last)
    },
    dispose: () => { made.forEach(({ kernel, bias }) => { tf.dispose([kernel, bias]) }) }
  }
}

/** Weights as PyTorch begins with: uniform within 1 / √inputs, bias and kernel alike. */
export function initialWeights (widths: readonly number[], seed: number): LayerWeights[] {
  return widths.slice(1).map((out, layer) => {
    const inputs = widths[layer]
    const draw = Rng(seed).fork('weights', layer)
    const edge = 1 / Math.sqrt(inputs)
    const numbers = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => edge * (2 * draw.uniform() - 1))
    return { kernel: { data: numbers(inputs * out), shape: [inputs, out] }, bias: numbers(out) }
  })
}
