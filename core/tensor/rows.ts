import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostCoefficient } from './check.js'
import { isIdentity } from './check.js'

/**
 * Rows of matrices, each by the road that runs at memory speed on its backend. On wasm `tf.gather`
 * takes 80 times as long as `tf.gatherND`, on cpu `tf.gatherND` 30 times as long as a segment sum.
 */

/** `x[rows]`, or `x` itself if that is the same; any dtype but string. */
export function pick (x: Tensor2D, rows: Int32Array): Tensor2D {
  const count = rows.length
  if (count === 0) return tf.zeros([0, x.shape[1]], x.dtype)
  if (isIdentity(rows, x.shape[0])) return x
  const backend = tf.getBackend()
  if (backend !== 'cpu' && backend !== 'webgl') {
    return tf.gatherND(x, tf.tensor2d(rows, [count, 1], 'int32')) as Tensor2D
  }
  const index = tf.tensor1d(rows, 'int32')
  // On webgl tfjs' gatherND never lets go of small inputs (4.22).
  if (x.dtype === 'bool' || backend === 'webgl') return tf.gather(x, index)
  // Segments of one row each: nothing is added to it but the 0 that it starts from.
  return tf.sparse.sparseSegmentSum(x, index, tf.tensor1d(counted(count), 'int32')) as Tensor2D
}

/** What outputs begin as: a tensor itself, or rows of it. */
export function baseOf (x: Tensor, rows: Int32Array | undefined): Tensor {
  if (rows === undefined) return x
  return tf.reshape(pick(matrix(x, widthOf(x)), rows), [rows.length, ...x.shape.slice(1)])
}

/** Rows 0 … `size` - 1: each the sum of the rows of `x` that `outputs` sends there. */
export function gatherUp (x: Tensor2D, outputs: Int32Array, size: number): Tensor2D {
  if (outputs.length === 0) return tf.zeros([size, x.shape[1]], x.dtype)
  return tf.scatterND(tf.tensor2d(outputs, [outputs.length, 1], 'int32'), x, [size, x.shape[1]])
}

/** `base` with other rows in the places `into`, each of which is named once. */
export function put (base: Tensor2D, into: Int32Array, rows: Tensor2D): Tensor2D {
  const index = tf.tensor2d(into, [into.length, 1], 'int32')
  if (tf.getBackend() !== 'cpu') return tf.tensorScatterUpdate<tf.Rank.R2>(base, index, rows)
  // tfjs' cpu kernel writes into its input (4.22), so it gets one that is nobody's: a copy that is
  // a row longer, since tfjs passes on what it need not join.
  const copy = tf.concat([base, tf.slice(base, [0, 0], [1, -1])], 0)
  return tf.slice(tf.tensorScatterUpdate<tf.Rank.R2>(copy, index, rows), [0, 0], base.shape)
}

/** `coefficient[i] · x[i]`, each product rounded once. */
export function scale (x: Tensor2D, coefficient: HostCoefficient): Tensor2D {
  if (coefficient === 1) return x
  if (typeof coefficient === 'number') return tf.mul(x, coefficient)
  return tf.mul(x, spread(column(coefficient), x.shape[1]))
}

/** Numbers as a column `[n, 1]`, rounded to float32. */
export function column (numbers: Float64Array): Tensor2D {
  return tf.tensor2d(new Float32Array(numbers), [numbers.length, 1])
}

/** `1 - coefficient` */
export function rest (coefficient: HostCoefficient): HostCoefficient {
  if (typeof coefficient === 'number') return 1 - coefficient
  const others = new Float64Array(coefficient.length)
  for (let i = 0; i < others.length; i++) others[i] = 1 - coefficient[i]
  return others
}

/** Below this width wasm is faster at writing a column out than at broadcasting it. */
const NARROW = 16

/** A column `[n, 1]` as what multiplies a `[n, width]` fast: itself, or written out. */
export function spread (column: Tensor2D, width: number): Tensor2D {
  const backend = tf.getBackend()
  const written = backend === 'cpu' || (backend === 'wasm' && width <= NARROW)
  return written && width > 1 ? tf.matMul(column, tf.ones([1, width])) : column
}

/** A tensor as rows of `width` numbers. */
export function matrix (x: Tensor, width: number): Tensor2D {
  return tf.reshape(x, [x.size / width, width])
}

/** Numbers in one row of a tensor. */
export function widthOf (x: Tensor): number {
  return product(x.shape.slice(1))
}

/** The numbers in a shape. */
export function product (lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1)
}

/** 0, 1, … `count` - 1 */
export function counted (count: number): Int32Array {
  return new Int32Array(count).map((_, i) => i)
}
