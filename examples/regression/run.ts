import * as tf from '@tensorflow/tfjs-core'
import { Rng, live } from '../../core/index.js'
import { adam } from './adam.js'
import { methods } from './methods.js'
import { initialWeights, network } from './network.js'
import type { Task } from './task.js'
import type { Errors } from './train.js'
import { errorsOf, predict, training } from './train.js'

/** One training from its first weights to its test errors. */
export interface Run extends Errors {
  readonly method: string
  readonly seed: number
  /** The epoch whose validation error was the least: that of the test errors. */
  readonly epoch: number
  readonly validRmse: number
}

/**
 * Trains by one method. All methods of a seed have the same split, first weights and order of rows.
 * The test rows are predicted once, by the weights of the epoch with the least validation error.
 */
export async function run (task: Task, name: string, seed: number): Promise<Run> {
  const { train, valid, test } = await task.rows(seed)
  const net = network(initialWeights(task.widths, seed))
  const optimiser = adam(net.variables, { rate: task.rate })
  const { step } = training(net, optimiser, train, methods[name](task, train, seed), seed)
  let best: { readonly epoch: number, readonly rmse: number, readonly test: Errors } | undefined
  for (let epoch = 0; epoch < task.epochs; epoch++) {
    const order = live(Rng(seed).fork('order', epoch)).permutation('rows', train.y.length)
    for (let start = 0; start + task.batch <= order.length; start += task.batch) {
      step(order.slice(start, start + task.batch)).dispose()
    }
    const { rmse } = errorsOf(await predict(net, valid.x), valid.y)
    if (best !== undefined && rmse >= best.rmse) continue
    best = { epoch, rmse, test: errorsOf(await predict(net, test.x), test.y) }
  }
  optimiser.dispose()
  net.dispose()
  tf.dispose([train.x, valid.x, test.x])
  if (best === undefined) throw new Error('no epoch was finite')
  return { method: name, seed, epoch: best.epoch, validRmse: best.rmse, ...best.test }
}
