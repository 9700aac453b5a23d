import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkOptions } from './check-options.js'
import type { HostCoefficient } from './check.js'
import { checkIndex, checkRows, checkSize, hostCoefficient, isIdentity } from './check.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import { gatherUp, matrix, pick, scale, widthOf } from './rows.js'

/** A sparse matrix `[size, n]` that is multiplied with rows. */
export interface Combination {
  /** The output of every entry, 0 … `size` - 1. Absent: entry k goes to output k. */
  readonly outputs?: Int32Array
  /** The row of every entry, 0 … n - 1. Absent: entry k shows row k. */
  readonly rows?: Int32Array
  /** What every entry is multiplied with; 1 if absent. */
  readonly coefficients?: number | Float64Array
  /** How many outputs. */
  readonly size: number
}

/** What a kernel gets as attributes: `count` is the number of rows of its input. */
export interface CombineAttributes extends Combination {
  readonly coefficients: HostCoefficient
  readonly count: number
}

/** Kernel `RemixtureCombineRows`: input `x`, float32, or any dtype that is copied where all is. */
export const combine: Operation<CombineAttributes> = defineOperation({
  name: 'combineRows',
  compose ([x], combination) {
    const { outputs, rows, coefficients, size } = inOrder(combination)
    const all = matrix(x, widthOf(x))
    const entries = scale(rows === undefined ? all : pick(all, rows), coefficients)
    const combined = outputs === undefined ? entries : gatherUp(entries, outputs, size)
    return tf.reshape(combined, [size, ...x.shape.slice(1)])
  },
  gradient: (dy, { outputs, rows, coefficients, size, count }) => [
    () => combine([dy], { outputs: rows, rows: outputs, coefficients, size: count, count: size })
  ]
})

/** Where each output has exactly one entry, entries in that order: then nothing needs adding up. */
function inOrder (combination: CombineAttributes): CombineAttributes {
  const { outputs, rows, coefficients, size } = combination
  const entry = outputs === undefined ? undefined : inverse(outputs, size)
  if (entry === undefined) return combination
  return {
    ...combination,
    outputs: undefined,
    rows: rows === undefined ? entry : entry.map(k => rows[k]),
    coefficients: reordered(coefficients, entry)
  }
}

/** `coefficient[order[k]]` */
export function reordered (coefficient: HostCoefficient, order: Int32Array): HostCoefficient {
  if (typeof coefficient === 'number') return coefficient
  return new Float64Array(order.length).map((_, k) => coefficient[order[k]])
}

/** Where each of 0 … `size` - 1 stands in a permutation; nothing if it is none. */
export function inverse (permutation: Int32Array, size: number): Int32Array | undefined {
  if (permutation.length !== size) return undefined
  const place = new Int32Array(size).fill(-1)
  permutation.forEach((value, i) => { place[value] = i })
  return place.includes(-1) ? undefined : place
}

/**
 * Adds up rows: `out[o] = Σ coefficients[k] · x[rows[k]]` over the entries k with `outputs[k] = o`,
 * zero where there are none.
 *
 * Differentiable with respect to `x`; the gradient is the transposed combination. Products and sums
 * are rounded to float32 one by one, in the order of the entries (on a GPU in any order).
 *
 * @param x - float32 `[n, ...row]`
 * @returns float32 `[size, ...row]`
 * @throws TENSOR for numbers out of range, lists that do not fit, coefficients that are not finite
 */
export function combineRows<T extends Tensor> (x: T, combination: Combination): T {
  const who = 'combineRows'
  checkRows(x, who, 'x')
  checkOptions(combination, who, 'combination')
  const { outputs, rows, coefficients, size } = combination
  checkSize(size, who, 'size')
  const count = x.shape[0]
  const entries = outputs?.length ?? rows?.length ?? count
  checkGiven(outputs, entries, size, 'outputs')
  checkGiven(rows, entries, count, 'rows')
  return combine([x], {
    outputs: outputs === undefined || isIdentity(outputs, size) ? undefined : outputs,
    rows: rows === undefined || isIdentity(rows, count) ? undefined : rows,
    coefficients: hostCoefficient(coefficients, entries, who, 'coefficients'),
    size,
    count
  }) as T
}

/** An index may be left out where it would only count. */
function checkGiven (
  index: Int32Array | undefined, entries: number, size: number, name: string
): void {
  if (index !== undefined) checkIndex(index, size, 'combineRows', name, entries)
  else if (entries !== size) {
    const allowed = `must be given for ${entries} entries of ${size} rows`
    throw fail('TENSOR', 'combineRows', name, allowed, index)
  }
}
