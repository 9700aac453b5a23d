import * as tf from '@tensorflow/tfjs-core'
import { cellsOf, noise } from '../batches.js'
import { property } from '../property.js'
import { read } from '../same.js'
import { trials } from '../trials.js'

/** Mixing is linear in x, so a long step loses nothing but float32's rounding. */
const STEP = 0.5

/** The gradient with respect to x, along some directions, is the finite difference. */
export const gradient = property(async function * (entry, options) {
  for (const { title, mix, shape, x, plan } of trials(entry, options)) {
    const painted = mix.apply({ x }, plan).x
    const weights = tf.tensor(noise(painted.size, 3, -1, 1), painted.shape)
    const loss = (input: tf.Tensor): tf.Scalar =>
      tf.sum(tf.mul(mix.apply({ x: input }, plan).x, weights))
    const slopes = await read(tf.grad(loss)(x))
    for (const seed of [4, 5]) {
      const along = noise(cellsOf(shape), seed, -1, 1)
      const moved = async (by: number): Promise<number> => {
        const there = tf.add<tf.Tensor4D>(x, tf.mul(tf.tensor(along, x.shape), by))
        return dot(await read(mix.apply({ x: there }, plan).x), await read(weights))
      }
      const difference = (await moved(STEP) - await moved(-STEP)) / (2 * STEP)
      const slope = dot(slopes, along)
      const off = Math.abs(slope - difference) / Math.sqrt(along.length)
      if (!(off <= 1e-5)) yield `the gradient is ${slope}, not ${difference}, at ${title}`
    }
  }
})

function dot (a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}
