import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, HostArray, Mix, Recorder, SignalProvider } from '../../core/index.js'
import { createMixer, gather, mixFeatures, takeRows } from '../../core/index.js'
import type { Optimiser } from './adam.js'
import type { Network } from './network.js'

/** Rows to learn from: features, and targets on the host, where partners are chosen by them. */
export interface Rows {
  readonly x: Tensor2D
  readonly y: Float64Array
  /** The features on the host, for what is found out about them once. */
  readonly features?: HostArray<Float32Array>
}

/** A way of training: a mixer, and whether it mixes the rows or the hidden layer. */
export interface Method {
  readonly name: string
  readonly mixer: ConfiguredMixer
  readonly at: 'input' | 'hidden'
  readonly signals?: Readonly<Record<string, SignalProvider>>
}

/** One training. */
export interface Training {
  readonly mix: Mix
  /**
   * One step on these rows of the training set.
   *
   * @param draws - what chance decides, instead of the mixer's own seed
   * @returns the loss before the step, the caller's
   */
  step (rows: Int32Array, draws?: Recorder): Scalar
}

/** Trains a network on mixes of rows and their targets, by the mean squared error. */
export function training (
  net: Network, optimiser: Optimiser, train: Rows, { mixer, at, signals = {} }: Method, seed: number
): Training {
  const mix = createMixer(mixer, {
    seed, domain: 'regression', pools: { dataset: { x: train.x, y: train.y } }, signals
  })
  const lossOf = (rows: Int32Array, draws?: Recorder): Scalar => {
    const y0 = Float64Array.from(rows, row => train.y[row])
    const batch = { x: takeRows(train.x, rows), y: y0, index: rows }
    const plan = mix.plan(batch, draws === undefined ? {} : { draws })
    const { x, y } = mix.apply(batch, plan)
    if (at === 'input') return meanSquared(net.output(net.hidden(x)), y as Tensor1D)
    // Only the partners that were chosen go through the first layer, not the whole training set
    const { plan: small, pools } = gather(plan, { dataset: { x: train.x } }, batch)
    const hidden = Object.entries(pools).map(([name, pool]) =>
      [name, net.hidden(pool.x as Tensor2D)] as const)
    const mixed = mixFeatures(net.hidden(batch.x), small, Object.fromEntries(hidden))
    return meanSquared(net.output(mixed), y as Tensor1D)
  }
  return {
    mix,
    step: (rows, draws) => {
      const variables = [...net.variables]
      const { value, grads } = tf.variableGrads(() => lossOf(rows, draws), variables)
      optimiser.step(grads)
      tf.dispose(grads)
      return value
    }
  }
}

function meanSquared (predicted: Tensor2D, y: Tensor1D): Scalar {
  return tf.mean<Scalar>(tf.square(tf.sub(tf.squeeze(predicted, [1]), y)))
}

/** How good predictions are: the root mean squared error, and the mean error in per cent. */
export interface Errors { readonly rmse: number, readonly mape: number }

/** The errors of predictions, in double precision. */
export function errorsOf (predicted: ArrayLike<number>, y: ArrayLike<number>): Errors {
  let [squares, shares] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    squares += (predicted[i] - y[i]) ** 2
    shares += Math.abs(predicted[i] - y[i]) / Math.abs(y[i])
  }
  return { rmse: Math.sqrt(squares / y.length), mape: 100 * shares / y.length }
}

/** What a network predicts. */
export async function predict (net: Network, x: Tensor2D): Promise<Float32Array> {
  const predicted = tf.tidy(() => net.output(net.hidden(x)))
  const data = await predicted.data() as Float32Array
  predicted.dispose()
  return data
}
