import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkOptions } from './check-options.js'
import { checkRows, checkSameRow, rowsOf } from './check.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { ShownRows } from './over.js'
import { matrix, pick, widthOf } from './rows.js'
import { toShown, weigh } from './weigh-rows.js'

/** Which rows of the second tensor those of the first are multiplied with. */
export interface RowDotsOptions {
  /** Absent: row i with row i. */
  readonly rows?: Int32Array
}

/** Kernel `RemixtureRowDots`: inputs `x` and `y`, float32; the attributes are of `y`. */
export const dots: Operation<ShownRows> = defineOperation({
  name: 'rowDots',
  saves: true,
  compose ([x, y], { rows }) {
    const width = widthOf(x)
    const other = matrix(y, width)
    return tf.sum(tf.mul(matrix(x, width), rows === undefined ? other : pick(other, rows)), 1)
  },
  gradient: (dy, shown, [x, y]) => [
    () => weigh([y, dy], shown),
    () => toShown(weigh([x, dy], { count: x.shape[0] }), shown)
  ]
})

/**
 * Dot products of rows: `out[i] = Σ x[i] · y[rows[i]]` over all that lies in a row. Cosines of
 * embeddings after `normalizeRows`, the norms of rows where both are one tensor.
 *
 * Differentiable with respect to `x` and `y`.
 *
 * @param x - float32 `[n, ...row]`
 * @param y - float32 `[m, ...row]`
 * @returns float32 `[n]`
 * @throws TENSOR for rows that differ in shape, rows out of range
 */
export function rowDots (x: Tensor, y: Tensor, options: RowDotsOptions = {}): Tensor1D {
  const who = 'rowDots'
  checkRows(x, who, 'x')
  checkRows(y, who, 'y')
  checkSameRow(y, x, who, 'y')
  checkOptions(options, who)
  const rows = rowsOf(options.rows, y, x.shape[0], who)
  return dots([x, y], { rows, count: y.shape[0] }) as Tensor1D
}
