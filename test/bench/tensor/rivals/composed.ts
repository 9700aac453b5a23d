/**
 * What can be composed of tfjs' own operations on wasm by someone who knows what is slow there:
 * rows are scattered instead of gathered, masks have two axes, matrices are products.
 */
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Scene } from '../case.js'
import { lengthOf } from '../case.js'

/** Makes the rows of partners; each row is somebody's partner once. */
export function scattered ({ x, partner, shape: [rows, ...rest] }: Scene): () => Tensor {
  const whose = Int32Array.from({ length: rows })
  partner.forEach((row, i) => { whose[row] = i })
  const to = [rows, lengthOf(rest)] as [number, number]
  return () => tf.scatterND(tf.tensor2d(whose, [rows, 1], 'int32'), tf.reshape(x, to), to)
}

export function mixed (scene: Scene): () => Tensor {
  const { x, shares, rest, shape } = scene
  const partners = scattered(scene)
  const column = (values: Float64Array): Tensor =>
    tf.tensor2d(Float32Array.from(values), [shape[0], 1])
  return () => {
    const rows = tf.reshape(x, [shape[0], -1])
    return tf.reshape(
      tf.add(tf.mul(rows, column(shares)), tf.mul(partners(), column(rest))), [...shape])
  }
}

/** A box as a mask of two axes, multiplied. */
export function pasted (scene: Scene): () => Tensor {
  const { x, shape } = scene
  const inside = insideBox(scene)
  const row = lengthOf(shape.slice(1))
  const partners = scattered(scene)
  const flat = inside.flatMap(value => Array.from({ length: shape[3] }, () => value))
  return () => {
    const mask = tf.tensor2d(flat, [1, row])
    const rows = tf.reshape(x, [shape[0], row])
    return tf.reshape(
      tf.add(tf.mul(rows, tf.sub(1, mask)), tf.mul(partners(), mask)), [...shape])
  }
}

export function blended (scene: Scene, mask: Tensor): () => Tensor {
  const partners = scattered(scene)
  return () => {
    const seen = tf.expandDims(mask, -1)
    const other = tf.reshape(partners(), [...scene.shape])
    return tf.add(scene.x, tf.mul(seen, tf.sub(other, scene.x)))
  }
}

export function resized (scene: Scene): () => Tensor {
  const { x, shape: [rows, height, width, channels] } = scene
  const partners = scattered(scene)
  const inside = insideBox(scene)
  const size = [height / 2, width / 2] as [number, number]
  const pads: Array<[number, number]> = [[0, 0],
    [height / 4, height / 4], [width / 4, width / 4], [0, 0]]
  return () => {
    const other = tf.reshape<tf.Rank.R4>(partners(), [rows, height, width, channels])
    const small = tf.pad(tf.image.resizeBilinear(other, size, false, true), pads)
    const outside = tf.tensor2d(inside.flatMap(value =>
      Array.from({ length: channels }, () => 1 - value)), [1, height * width * channels])
    const kept = tf.mul(tf.reshape(x, [rows, -1]), outside)
    return tf.add(tf.reshape(kept, x.shape), small)
  }
}

/** For every cell of a picture whether the middle box holds it. */
export function insideBox ({ shape: [, height, width] }: Scene): number[] {
  const within = (at: number, length: number): boolean =>
    at >= length / 4 && at < length * 3 / 4
  return Array.from({ length: height * width }, (_, k) =>
    Number(within(Math.floor(k / width), height) && within(k % width, width)))
}
