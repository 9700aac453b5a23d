import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** Numbers and their shape. */
export interface Values { readonly values: Float32Array, readonly shape: readonly number[] }

/** A call of a kernel. */
export interface Call {
  readonly name: string
  readonly inputs: Readonly<Record<string, Values>>
  readonly attrs: tf.NamedAttrMap
}

/** Numbers of -1 … 1 that look random and are the same in every run. */
export function values (shape: readonly number[], seed = 1): Values {
  const size = shape.reduce((product, length) => product * length, 1)
  return {
    shape,
    values: Float32Array.from({ length: size }, (_, i) => {
      const turned = Math.imul(i + 1, 0x9E3779B1) ^ Math.imul(seed + 7, 0x85EBCA6B)
      const mixed = Math.imul(turned ^ turned >>> 15, 0x2C1B3C6D)
      return ((mixed ^ mixed >>> 13) >>> 0) / 2 ** 31 - 1
    })
  }
}

/** What a kernel of a backend gives. Memory is dirty before, as it is in a training. */
export async function result (
  backend: string, { name, inputs, attrs }: Call
): Promise<Float32Array> {
  await tf.setBackend(backend)
  return tf.tidy(() => {
    const tensors = Object.entries(inputs).map(([input, { values, shape }]) =>
      [input, tf.tensor(values, [...shape])] as const)
    for (let bytes = 4; bytes < 20_000; bytes *= 3) tf.dispose(tf.fill([bytes], NaN))
    const out = tf.engine().runKernel<Tensor>(name, Object.fromEntries(tensors), attrs)
    return out.dataSync<'float32'>().slice()
  })
}

/** The largest difference, as a share of the largest number, or of 1 if that is more. */
export function apart (found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Infinity
  let scale = 1
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]))
    const difference = Math.abs(found[i] - expected[i])
    if (!(difference <= worst)) worst = difference
  }
  return worst / scale
}
