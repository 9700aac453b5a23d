import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkOptions } from './check-options.js'
import { checkRows } from './check.js'
import { mix } from './mix-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import { dots } from './row-dots.js'
import { matrix, widthOf } from './rows.js'
import { weigh } from './weigh-rows.js'

export interface NormalizeRowsOptions {
  /** What shorter rows are divided by; 1e-12 by default, as in torch's `normalize`. */
  readonly epsilon?: number
}

/** What a kernel gets as attributes. */
export interface NormalizeRowsAttributes { readonly epsilon: number }

/** Kernel `RemixtureNormalizeRows`: input `x`, float32. */
export const unit: Operation<NormalizeRowsAttributes> = defineOperation({
  name: 'normalizeRows',
  saves: true,
  compose ([x], { epsilon }) {
    const rows = matrix(x, widthOf(x))
    const lengths = tf.sqrt(tf.sum(tf.square(rows), 1, true))
    return tf.reshape(tf.div(rows, tf.maximum(lengths, epsilon)), x.shape)
  },
  gradient: (dy, { epsilon }, [x]) => [() => {
    const size = x.shape[0]
    const lengths = tf.sqrt(dots([x, x], { count: size }))
    const inverse = tf.div(1, tf.maximum(lengths, epsilon))
    // A row that is divided by a constant has no part that points outwards.
    const long = tf.step(tf.sub(lengths, epsilon))
    const y = unit([x], { epsilon })
    const outwards = tf.mul(dots([dy, y], { count: size }), long)
    const along = weigh([y, outwards], { count: size })
    const terms = [{ input: 0, coefficient: 1 }, { input: 1, coefficient: -1 }]
    const across = mix([dy, along], { terms, size, counts: [size, size] })
    return weigh([across, inverse], { count: size })
  }]
})

/**
 * Rows of length 1: `x[i] / max(‖x[i]‖, epsilon)`.
 *
 * Differentiable with respect to `x`.
 *
 * @param x - float32 `[n, ...row]`; the length is that of all that lies in a row
 * @returns as `x`
 * @throws TENSOR for an epsilon that is not positive
 */
export function normalizeRows<T extends Tensor> (x: T, options: NormalizeRowsOptions = {}): T {
  const who = 'normalizeRows'
  checkRows(x, who, 'x')
  checkOptions(options, who)
  const { epsilon = 1e-12 } = options
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw fail('TENSOR', who, 'epsilon', 'must be positive', epsilon)
  }
  return unit([x], { epsilon }) as T
}
