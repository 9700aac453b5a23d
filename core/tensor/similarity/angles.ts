import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'

// WGSL and GLSL promise acos and sin to 1e-4 only, so they are made of sums, products and roots.

/** Coefficients of asin(s) / s - 1 = s² P(s²) for s up to ½, of Cephes' `asinf`, highest first. */
const ASIN = [4.2163199048e-2, 2.4181311049e-2, 4.5470025998e-2, 7.4953002686e-2, 1.6666752422e-1]
/** Of sin(t) / t in t² for t up to π / 2: a Taylor series, to 6e-8, highest first. */
const SINE = [-1 / 39916800, 1 / 362880, -1 / 5040, 1 / 120, -1 / 6, 1]

/** By a mask of 0 and 1; both sides are finite. `tf.where` is slow on wasm. */
export function choose (where: Tensor, yes: Tensor, no: Tensor): Tensor {
  return tf.add(tf.mul(where, yes), tf.mul(tf.sub(1, where), no))
}

/** 1 where it holds, else 0. */
export function mask (where: Tensor): Tensor {
  return tf.cast(where, 'float32')
}

/** The angles of cosines, 0 … π, to some 1e-7: acos on every device. */
export function anglesOf (cosines: Tensor): Tensor {
  const size = tf.abs(cosines)
  const large = mask(tf.greater(size, 0.5))
  const z = choose(large, tf.mul(0.5, tf.relu(tf.sub(1, size))), tf.square(size))
  const s = choose(large, tf.sqrt(z), size)
  const asin = tf.mul(s, tf.add(1, tf.mul(z, polynomial(ASIN, z))))
  const angle = choose(large, tf.mul(2, asin), tf.sub(Math.PI / 2, asin))
  return choose(mask(tf.less(cosines, 0)), tf.sub(Math.PI, angle), angle)
}

/** The sines of angles from -π / 2 to π, to some 1e-7. */
export function sinesOf (angles: Tensor): Tensor {
  const folded = tf.minimum(angles, tf.sub(Math.PI, angles))
  return tf.mul(folded, polynomial(SINE, tf.square(folded)))
}

function polynomial ([highest, ...rest]: readonly number[], z: Tensor): Tensor {
  return rest.reduce<Tensor>(
    (sum, coefficient) => tf.add(tf.mul(sum, z), coefficient), tf.fill(z.shape, highest))
}
