import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { combine } from './combine-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { ShownRows } from './over.js'
import { dots } from './row-dots.js'
import { matrix, pick, spread, widthOf } from './rows.js'

/**
 * `out[i] = weights[i] · x[rows[i]]` by weights that a tensor `[outputs]` holds, float32.
 * Kernel `RemixtureWeighRows`: inputs `x` and `weights`.
 */
export const weigh: Operation<ShownRows> = defineOperation({
  name: 'weighRows',
  saves: true,
  compose ([x, weights], { rows }) {
    const width = widthOf(x)
    const all = matrix(x, width)
    const shown = rows === undefined ? all : pick(all, rows)
    const factors = spread(matrix(weights, 1), width)
    return tf.reshape(tf.mul(shown, factors), [weights.size, ...x.shape.slice(1)])
  },
  gradient: (dy, shown, [x, weights]) => [
    () => toShown(weigh([dy, weights], { count: dy.shape[0] }), shown),
    () => dots([dy, x], shown)
  ]
})

/** What belongs to outputs, added up in the rows that they show. */
export function toShown (x: Tensor, { rows, count }: ShownRows): Tensor {
  const size = x.shape[0]
  return rows === undefined
    ? x
    : combine([x], { outputs: rows, coefficients: 1, size: count, count: size })
}
