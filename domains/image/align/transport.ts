import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import { checkTensor, noGrad, parseOptions, sinkhorn } from '../../../core/index.js'
import { sinkhornOptions } from '../../../core/math/sinkhorn.js'
import { onHost } from '../../../core/tensor/host/on-host.js'

/** Kept from the logarithm of an empty margin, as in the authors' code. */
const EPSILON = 1e-8
/** Costs that are held at once, of all rows: half a gibibyte on the host, and minutes of rounds. */
const MOST = 2 ** 26

/** How features are aligned: as `sinkhorn`. */
export interface AlignOptions {
  readonly epsilon: number
  readonly iterations: number
  readonly threshold: number
}

/**
 * How much of every place of one feature map goes to every place of another. Where tensors lie in
 * the host's memory, `sinkhorn` finds it, which ends once it is near enough. Elsewhere no number is
 * read: all rounds are run, and potentials stand still from then on.
 *
 * @param own - `[rows, places, features]`
 * @param other - as `own`
 * @returns `[rows, places, places]`, 1 in all for every row; no gradient passes through it
 * @throws TENSOR for what is no such tensors, OPTION, UNKNOWN_OPTION
 */
export function transportOf (
  own: Tensor, other: Tensor, options: Partial<AlignOptions> = {}
): Tensor {
  const chosen = parseOptions('transportOf', sinkhornOptions, options)
  for (const [name, x] of Object.entries({ own, other })) {
    checkTensor(x, 'transportOf', name)
    if (x.rank === 3 && x.dtype === 'float32' && x.size > 0) continue
    throw fail('TENSOR', 'transportOf', name, 'must be float32 [rows, places, features]', x)
  }
  if (own.shape[0] !== other.shape[0] || own.shape[2] !== other.shape[2]) {
    const allowed = `must have ${own.shape[0]} rows and ${own.shape[2]} features`
    throw fail('TENSOR', 'transportOf', 'other', allowed, other)
  }
  const [rows, places = 0] = own.shape
  if (rows * places * (other.shape[1] ?? 0) > MOST) {
    throw fail('TENSOR', 'transportOf', 'own', 'must have fewer rows or places: it is ' +
      `made for feature maps, not for images, and for at most ${MOST} costs`, own)
  }
  return noGrad(() => {
    const costs = distances(own, other)
    if (tf.getBackend() !== 'cpu' && tf.getBackend() !== 'wasm')
      return transportOnDevice(costs, chosen)
    return onHost([costs], 'transport', data =>
      Float32Array.from(sinkhorn({ data, shape: costs.shape }, chosen).plan), true)
  })
}

/** Squares of distances, as one product: of [a, |a|², 1] and [−2b, 1, |b|²]. */
function distances (own: Tensor, other: Tensor): Tensor {
  const square = (x: Tensor): Tensor => tf.sum(tf.mul(x, x), 2, true)
  const one = tf.ones([...own.shape.slice(0, 2), 1])
  const left = tf.concat([own, square(own), one], 2)
  const right = tf.concat([tf.mul(other, -2), one, square(other)], 2)
  return tf.matMul(left, tf.transpose(right, [0, 2, 1]))
}

/**
 * The same of costs where no number can be read on the way.
 *
 * @param costs - `[rows, places, places]`
 */
export function transportOnDevice (
  costs: Tensor, { epsilon, iterations, threshold }: AlignOptions
): Tensor {
  const [rows, places] = costs.shape
  const gain = tf.div(tf.neg(costs), epsilon)
  const share = Math.log(1 / places + EPSILON)
  // Potentials in units of epsilon
  let u: Tensor = tf.zeros([rows, places, 1])
  let v: Tensor = tf.zeros([rows, 1, places])
  let goes: Tensor = tf.scalar(1)
  for (let round = 0; round < iterations; round++) {
    const next = tf.tidy(() => {
      const step = tf.sub(share, tf.logSumExp(tf.add(gain, tf.add(u, v)), 2, true))
      const rising = tf.add(u, tf.mul(goes, step))
      const other = tf.sub(share, tf.logSumExp(tf.add(gain, tf.add(rising, v)), 1, true))
      const moved = tf.div(tf.sum(tf.abs(step)), rows / epsilon)
      return {
        u: rising,
        v: tf.add(v, tf.mul(goes, other)),
        goes: tf.mul(goes, tf.cast(tf.greaterEqual(moved, threshold), 'float32'))
      }
    })
    tf.dispose([u, v, goes])
    ;({ u, v, goes } = next)
  }
  return tf.exp(tf.add(gain, tf.add(u, v)))
}
