import type { Tensor2D, Variable } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { initialWeights } from '../regression/network.js'
import { Rng, live, rowProducts, takeRows } from '../../core/index.js'

/** A perceptron that gives embeddings. */
export interface Encoder {
  readonly variables: readonly Variable[]
  encode (x: Tensor2D): Tensor2D
  dispose (): void
}

/**
 * Dense layers with rectifiers between them, which begin as those of PyTorch.
 *
 * @param widths - of the input, of every hidden layer, and of the embeddings
 */
export function encoder (widths: readonly number[], seed: number): Encoder {
  const layers = initialWeights(widths, seed).map(({ kernel, bias }) => ({
    // A row for every output: products of rows have gradients that are fast on wasm, too
    kernel: tf.tidy(() => tf.variable(tf.transpose(
      tf.tensor2d(Float32Array.from(kernel.data), [...kernel.shape])))),
    bias: tf.variable(tf.tensor1d(Float32Array.from(bias)))
  }))
  const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias])
  return {
    variables,
    encode: x => layers.reduce<Tensor2D>((there, { kernel, bias }, layer) => {
      const made = tf.add<Tensor2D>(rowProducts(there, kernel), bias)
      return layer === layers.length - 1 ? made : tf.relu(made)
    }, x),
    dispose: () => { tf.dispose(variables) }
  }
}

/**
 * Trains by Adam on batches of so many rows, each epoch in an order of its own.
 *
 * @param lossOf - the loss of the rows with these numbers; runs in a tidy
 * @param after - what follows a step
 * @returns the mean loss of the last epoch
 */
export async function learn (
  { size, batch, epochs, rate, seed, variables }: {
    readonly size: number
    readonly batch: number
    readonly epochs: number
    readonly rate: number
    readonly seed: number
    readonly variables: readonly Variable[]
  },
  lossOf: (rows: Int32Array) => tf.Scalar,
  after: (rows: Int32Array) => void = () => undefined
): Promise<number> {
  const optimizer = tf.train.adam(rate)
  let [sum, steps] = [0, 0]
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = live(Rng(seed).fork('order', epoch)).permutation('rows', size)
    ;[sum, steps] = [0, 0]
    for (let first = 0; first + batch <= size; first += batch) {
      const rows = order.slice(first, first + batch)
      const loss = optimizer.minimize(() => lossOf(rows), true, [...variables]) as tf.Scalar
      const [value] = await loss.data()
      loss.dispose()
      sum += value
      steps++
      after(rows)
    }
  }
  optimizer.dispose()
  return sum / steps
}

/** Rows of a matrix on the host. */
export function pick (x: Tensor2D, rows: Int32Array): Tensor2D {
  return takeRows(x, rows)
}
