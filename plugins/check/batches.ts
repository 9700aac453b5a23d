import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { Rng } from '../../core/index.js'

/** The shape of a batch of images. */
export interface Shape {
  readonly size: number
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** Even and odd batches, sides that are equal, prime, even and odd, and 1, 3 and 4 channels. */
export const shapes: readonly Shape[] = [
  { size: 4, height: 8, width: 12, channels: 3 },
  { size: 5, height: 7, width: 5, channels: 1 },
  { size: 3, height: 13, width: 11, channels: 4 },
  { size: 2, height: 6, width: 6, channels: 3 }
]

/** How many classes the labels and masks of the batches have. */
export const CLASSES = 4

/** Numbers that are the same every time, in [low, high). */
export function noise (count: number, seed: number, low = -1, high = 2): Float32Array {
  const rng = Rng(seed).fork('noise')
  return Float32Array.from({ length: count }, () => low + (high - low) * rng.uniform())
}

export function cellsOf ({ size, height, width, channels }: Shape): number {
  return size * height * width * channels
}

function dimensions ({ size, height, width, channels }: Shape): [number, number, number, number] {
  return [size, height, width, channels]
}

/** Images of noise, negative and above 1 too. */
export function images (shape: Shape, seed = 1): Tensor4D {
  return tf.tensor4d(noise(cellsOf(shape), seed), dimensions(shape))
}

/** Row j is all of colour j: a channel for each row, 1 in its own. */
export function colours ({ size, height, width }: Shape): Tensor4D {
  const data = new Float32Array(size * height * width * size)
  for (let k = 0; k < data.length; k++) {
    data[k] = Number(k % size === Math.floor(k / (size * height * width)))
  }
  return tf.tensor4d(data, [size, height, width, size])
}

/** Row j has class j alone: soft labels that tell the rows apart. */
export function rowLabels (size: number): number[][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, k) => Number(k === row)))
}

/** A class for every row, all of them present in a batch of `CLASSES` rows. */
export function classIndices (size: number): number[] {
  return Array.from({ length: size }, (_, row) => (row * 3 + 1) % CLASSES)
}

/** Class ids of every pixel, no two neighbours alike. */
export function maskIds ({ size, height, width }: Shape): Int32Array {
  return Int32Array.from(noise(size * height * width, 5, 0, CLASSES), Math.floor)
}
