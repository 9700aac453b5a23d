import type { Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { takeRows } from '../tensor/index.js'

/** A number for every output: on the host, or live on the device. */
export type Strength = Float64Array | Tensor1D

export function isOnes (strength: Strength): boolean {
  return strength instanceof Float64Array && strength.every(each => each === 1)
}

export function isZeros (strength: Strength): boolean {
  return strength instanceof Float64Array && strength.every(each => each === 0)
}

/** `a · b` */
export const times = either((a, b) => a * b, (a, b) => tf.mul(a, b))
/** `a + b` */
export const plus = either((a, b) => a + b, (a, b) => tf.add(a, b))
/** `a · (1 - b)` */
export const fade = either((a, b) => a * (1 - b), (a, b) => tf.mul(a, tf.sub(1, b)))

/** On the host if both are, else on the device. */
function either (
  host: (a: number, b: number) => number, device: (a: Tensor1D, b: Tensor1D) => Tensor1D
): (a: Strength, b: Strength) => Strength {
  return (a, b) => a instanceof Float64Array && b instanceof Float64Array
    ? a.map((each, i) => host(each, b[i]))
    : device(toTensor(a), toTensor(b))
}

/** Entry `index[i]` for output i; 0 where the index is -1. One entry serves all. */
export function pick (strength: Strength, index: Int32Array): Strength {
  if (strength instanceof Float64Array) {
    // No `from`: it takes ten times as long
    const picked = new Float64Array(index.length)
    index.forEach((i, k) => { if (i >= 0) picked[k] = strength[strength.length === 1 ? 0 : i] })
    return picked
  }
  const flat: Tensor1D = tf.reshape(strength, [strength.size])
  const picked = takeRows(flat, index.map(i => i < 0 || flat.size === 1 ? 0 : i))
  return index.includes(-1) ? times(picked, Float64Array.from(index, i => Number(i >= 0))) : picked
}

export function toTensor (strength: Strength): Tensor1D {
  return strength instanceof Float64Array ? tf.tensor1d(Float32Array.from(strength)) : strength
}
