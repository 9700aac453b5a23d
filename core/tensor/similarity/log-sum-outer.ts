import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { pick } from '../rows.js'
import type { Outer } from './outer-pairs.js'
import { NOTHING } from './outer-pairs.js'

/** What a kernel gets as attributes: none for a row without pairs. */
export interface LogSumOuterAttributes {
  readonly pairs: (row: number) => Outer | undefined
}

/** Kernel `RemixtureLogSumOuter`: input float32 `[n, m]`. */
export const outerSums: Operation<LogSumOuterAttributes> = defineOperation({
  name: 'logSumOuter',
  saves: true,
  compose ([x], { pairs }) {
    const sums = rowsOf(x, (row, column) => {
      const outer = pairs(row)
      return outer === undefined
        ? tf.tensor1d([NOTHING])
        : tf.reshape(tf.logSumExp(blendOf(column, outer)), [1])
    })
    return tf.concat(sums)
  },
  gradient: (dy, attributes, [x]) => [() => outerSlopes([x, dy], attributes)]
})

/** Kernel `RemixtureOuterSlopes`: inputs float32 `[n, m]`, and the gradient of the sums, `[n]`. */
export const outerSlopes: Operation<LogSumOuterAttributes> = defineOperation({
  name: 'outerSlopes',
  compose: ([x, dy], { pairs }) => tf.concat(
    rowsOf(x, (row, column) => slopeOf(column, pairs(row), tf.slice(dy, [row], [1]))))
})

/** Row by row, so that no more than the pairs of one row are there at a time. */
function rowsOf (x: Tensor, make: (row: number, column: Tensor2D) => Tensor): Tensor[] {
  const [size, width] = x.shape as [number, number]
  return Array.from({ length: size }, (_, row) => tf.tidy(() =>
    make(row, tf.reshape(tf.slice(x, [row, 0], [1, width]), [width, 1]))))
}

function blendOf (column: Tensor2D, { left, right, shares }: Outer): Tensor {
  const a = tf.tensor2d(shares, [left.length, right.length])
  const other = tf.reshape(pick(column, right), [1, right.length])
  return tf.add(tf.mul(a, tf.sub(pick(column, left), other)), other)
}

function slopeOf (column: Tensor2D, outer: Outer | undefined, dy: Tensor): Tensor {
  const width = column.shape[0]
  if (outer === undefined) return tf.zeros([1, width])
  const { left, right, shares } = outer
  const logits = blendOf(column, outer)
  const parts = tf.mul(tf.exp(tf.sub(logits, tf.logSumExp(logits))), dy)
  const a = tf.tensor2d(shares, [left.length, right.length])
  const onLeft = tf.mul(parts, a)
  const onRight = tf.sub(parts, onLeft)
  const spread = (numbers: Tensor, columns: Int32Array): Tensor => tf.scatterND(
    tf.tensor2d(columns, [columns.length, 1], 'int32'), numbers, [width])
  const sum = tf.add(spread(tf.sum(onLeft, 1), left), spread(tf.sum(onRight, 0), right))
  return tf.reshape(sum, [1, width])
}

/**
 * `log Σ exp(a x[i, l] + (1 - a) x[i, r])` of every row over all pairs of columns on its left and
 * on its right: of as many as cubes of the rows, none of which are kept.
 *
 * Differentiable with respect to `x`.
 *
 * @param x - float32 `[n, m]`
 * @param pairs - the columns and shares of a row, or nothing where it has no pairs
 * @returns float32 `[n]`, -1e30 for rows without pairs
 */
export function logSumOuter (x: Tensor2D, pairs: LogSumOuterAttributes['pairs']): Tensor1D {
  return outerSums([x], { pairs }) as Tensor1D
}
