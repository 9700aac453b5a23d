import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Annotations } from '../../../core/index.js'

/** Small batches that differ in every number, and their targets. */

export const SIZE = 8
export const HEIGHT = 9
export const WIDTH = 7
export const CLASSES = 5

/** Floats from 0 to 1, the same for the same seed. */
export function noise (count: number, seed = 0): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const wave = Math.sin(i * 12.9898 + seed * 78.233 + 1) * 43758.5453
    return wave - Math.floor(wave)
  })
}

export function images (size = SIZE, seed = 0, height = HEIGHT, width = WIDTH): Tensor4D {
  return tf.tensor4d(noise(size * height * width * 3, seed), [size, height, width, 3])
}

export function bytes (size = SIZE, seed = 0): { data: Uint8Array, shape: number[] } {
  const data = Uint8Array.from(noise(size * HEIGHT * WIDTH * 3, seed), value => value * 256)
  return { data, shape: [size, HEIGHT, WIDTH, 3] }
}

export function labels (size = SIZE, seed = 0): number[] {
  return Array.from(noise(size, seed), value => Math.floor(value * CLASSES))
}

export function softLabels (size = SIZE, seed = 0): Tensor {
  return tf.tensor2d(labels(size, seed).map(k =>
    Array.from({ length: CLASSES }, (_, c) => Number(c === k))))
}

/** Class ids of every pixel. */
export function masks (size = SIZE, seed = 0): Tensor {
  const ids = Int32Array.from(noise(size * HEIGHT * WIDTH, seed), value => Math.floor(value * 4))
  return tf.tensor(ids, [size, HEIGHT, WIDTH], 'int32')
}

/** One-hot masks, which may be blended. */
export function softMasks (size = SIZE, seed = 0): Tensor {
  return tf.tensor(noise(size * HEIGHT * WIDTH * 2, seed), [size, HEIGHT, WIDTH, 2])
}

export function annotated (size = SIZE, seed = 0): Annotations[] {
  return Array.from(noise(size, seed), (value, row) => ({
    boxes: [[0, 0, 4 + value, 3], [2, 1 + value, 9, 7]], classes: [row, 0]
  }))
}

/** The numbers of every tensor and array of a batch, by name. */
export function contents (batch: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(batch).map(([name, value]) =>
    [name, value instanceof tf.Tensor ? [value.dtype, value.shape, [...value.dataSync()]] : value]))
}

/** Disposes the tensors of a batch. */
export function release (batch: object): void {
  tf.dispose(Object.values(batch).filter(value => value instanceof tf.Tensor))
}
