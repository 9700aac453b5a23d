import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { Rng } from '../../core/index.js'
import { stream } from '../../core/random/index.js'

/** Rows of normal numbers, the same every time. */
export function normalRows (seed: number, size: number, width: number): Tensor2D {
  const made = stream(seed, 0)
  const data = Float32Array.from({ length: size * width }, () => made.normal())
  return tf.tensor2d(data, [size, width])
}

/** An order of rows. */
export function order (seed: number, size: number): Int32Array {
  const rng = Rng(seed)
  return Int32Array.from(Array.from({ length: size }, (_, i) => ({ i, key: rng.uniform() }))
    .sort((a, b) => a.key - b.key), ({ i }) => i)
}

/** The one number of a tensor. */
export function one (x: tf.Tensor): number {
  return x.dataSync()[0]
}

/** Whether all numbers of a tensor are finite. */
export function finite (x: tf.Tensor): boolean {
  return Array.from(x.dataSync()).every(Number.isFinite)
}
