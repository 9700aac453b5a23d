import type { DataType, Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkTensor } from './runtime.js'

/** How strongly rows are seen: one number for all, one each, or a tensor, which gets a gradient. */
export type Coefficient = number | Float64Array | Tensor1D
/** A coefficient that the host knows. */
export type HostCoefficient = number | Float64Array

/** Dtypes that are only ever copied, and those that can be mixed. */
export const COPIED: readonly DataType[] = ['float32', 'int32', 'bool']
export const MIXED: readonly DataType[] = ['float32']

/**
 * Checks that a value is a tensor `[n, ...row]`.
 *
 * @throws INPUT or SECOND_TFJS for what is no tensor of this tfjs, TENSOR for its rank or dtype
 */
export function checkRows (
  x: unknown, who: string, name: string, { rank = 1, dtypes = MIXED } = {}
): asserts x is Tensor {
  checkTensor(x, who, name)
  if (x.rank < rank) throw fail('TENSOR', who, name, `must have rank ${rank} or more`, x)
  if (x.size === 0) throw fail('TENSOR', who, name, 'must not be empty', x)
  if (!dtypes.includes(x.dtype)) throw fail('TENSOR', who, name, `must be ${dtypes.join(', ')}`, x)
}

/** Checks that rows of `x` are shaped and typed as those of `like`. */
export function checkSameRow (x: Tensor, like: Tensor, who: string, name: string): void {
  if (!sameShape(x.shape.slice(1), like.shape.slice(1)) || x.dtype !== like.dtype) {
    const allowed = `must hold rows of ${like.dtype} shape [${like.shape.slice(1).join(', ')}]`
    throw fail('TENSOR', who, name, allowed, x)
  }
}

export function sameShape (a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis])
}

/**
 * Checks row numbers 0 … `rows` - 1.
 *
 * @param count - how many there must be; any number if absent
 */
export function checkIndex (
  index: unknown, rows: number, who: string, name: string, count?: number
): asserts index is Int32Array {
  if (!(index instanceof Int32Array)) {
    throw fail('TENSOR', who, name, 'must be an Int32Array', index)
  }
  if (count !== undefined) checkLength(index, count, who, name)
  const wrong = index.find(row => row < 0 || row >= rows)
  if (wrong !== undefined) throw fail('TENSOR', who, name, `must be 0 … ${rows - 1}`, wrong)
}

/**
 * The rows that `count` outputs show, checked; nothing where output i shows row i.
 *
 * @param rows - absent if x has as many rows as there are outputs
 */
export function rowsOf (
  rows: Int32Array | undefined, x: Tensor, count: number, who: string, name = 'rows'
): Int32Array | undefined {
  if (rows === undefined) {
    if (x.shape[0] !== count) {
      const allowed = `must say which of ${x.shape[0]} rows ${count} outputs show`
      throw fail('TENSOR', who, name, allowed, rows)
    }
    return undefined
  }
  checkIndex(rows, x.shape[0], who, name, count)
  return isIdentity(rows, x.shape[0]) ? undefined : rows
}

/** Checks the length of a list. */
export function checkLength (
  list: ArrayLike<unknown>, length: number, who: string, name: string
): void {
  if (list.length !== length) throw fail('TENSOR', who, name, `must have ${length} entries`, list)
}

/** Checks a number of rows. */
export function checkSize (size: number, who: string, name: string): void {
  if (!Number.isInteger(size) || size < 1) {
    throw fail('TENSOR', who, name, 'must be a whole number of at least 1', size)
  }
}

/** Whether entry i is i, for all of them. */
export function isIdentity (index: Int32Array, size: number): boolean {
  if (index.length !== size) return false
  // No `every`: lists of cells are long, and a call for each would be the larger part of the work.
  for (let i = 0; i < size; i++) if (index[i] !== i) return false
  return true
}

/**
 * The coefficient of `count` outputs that the host knows, checked; equal ones become one number.
 *
 * @param coefficient - 1 if absent
 */
export function hostCoefficient (
  coefficient: unknown, count: number, who: string, name = 'coefficient'
): HostCoefficient {
  if (coefficient === undefined) return 1
  if (typeof coefficient === 'number') return finite(coefficient, who, name)
  if (!(coefficient instanceof Float64Array)) {
    throw fail('TENSOR', who, name, 'must be a number or a Float64Array', coefficient)
  }
  checkLength(coefficient, count, who, name)
  coefficient.forEach(each => finite(each, who, name))
  const alike = count > 0 && coefficient.every(each => each === coefficient[0])
  return alike ? coefficient[0] : coefficient
}

function finite (value: number, who: string, name: string): number {
  // As float32, which is what it becomes.
  if (!Number.isFinite(Math.fround(value))) throw fail('TENSOR', who, name, 'must be finite', value)
  return value
}

/** Whether a coefficient is held by a tensor, checked to be a float32 `[count]`. */
export function isLive (
  coefficient: unknown, count: number, who: string, name = 'coefficient'
): coefficient is Tensor1D {
  if (!(coefficient instanceof tf.Tensor)) return false
  checkRows(coefficient, who, name)
  if (!sameShape(coefficient.shape, [count])) {
    throw fail('TENSOR', who, name, `must have shape [${count}]`, coefficient)
  }
  return true
}
