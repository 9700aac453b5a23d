import * as tf from '@tensorflow/tfjs-core'
import type { Scene, Shape } from './case.js'
import { lengthOf } from './case.js'

export function sceneOf (shape: Shape): Scene {
  const [rows] = shape
  const size = lengthOf(shape)
  const shares = Float64Array.from({ length: rows }, (_, i) => 0.3 + i / rows / 2)
  const values = Float32Array.from({ length: size }, (_, j) => j % 251 / 251)
  return {
    shape,
    x: tf.tensor4d(values, [...shape]),
    values,
    bytes: Uint8Array.from({ length: size }, (_, j) => j % 251),
    partner: Int32Array.from({ length: rows }, (_, i) => rows - 1 - i),
    shares,
    rest: shares.map(share => 1 - share)
  }
}
