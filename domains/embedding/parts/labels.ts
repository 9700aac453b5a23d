import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkTensor, isTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/** What rows are, by number: on the host, which is preferred, or int32 on the device. */
export type Labels = Int32Array | readonly number[] | Tensor

/** Checks a label for every one of `size` rows. Throws INPUT. */
export function checkLabels (labels: unknown, size: number, who: string, name = 'labels'): void {
  const allowed = `must be ${size} whole numbers, one a row, or int32 on the device`
  if (isTensor(labels)) {
    checkTensor(labels, who, name)
    if (labels.rank !== 1 || labels.shape[0] !== size || labels.dtype !== 'int32')
      throw fail('INPUT', who, name, allowed, labels)
    return
  }
  if (!(labels instanceof Int32Array) && !Array.isArray(labels))
    throw fail('INPUT', who, name, allowed, labels)
  const list = labels as ArrayLike<unknown>
  if (list.length !== size || !Array.from(list).every(Number.isSafeInteger))
    throw fail('INPUT', who, name, allowed, labels)
}

/** Checks labels that are numbers of classes, where the host has them. Throws INPUT. */
export function checkClasses (
  labels: unknown, size: number, classes: number, who: string
): void {
  checkLabels(labels, size, who)
  if (isTensor(labels)) return
  if (Array.from(labels as ArrayLike<number>).some(each => each < 0 || each >= classes))
    throw fail('INPUT', who, 'labels', `must be 0 … ${classes - 1}, as there are proxies`, labels)
}

/** 1 where row i of the first has the label of row j of the second, float32 `[n, m]`. */
export function sameLabel (first: Labels, second: Labels): Tensor2D {
  if (isTensor(first) || isTensor(second)) {
    const equal = tf.equal(tf.expandDims(column(first), 1), tf.expandDims(column(second), 0))
    return tf.cast<Tensor2D>(equal as Tensor2D, 'float32')
  }
  const [a, b] = [Array.from(first), Array.from(second)]
  return table(a.length, b.length, (i, j) => Number(a[i] === b[j]))
}

function column (labels: Labels): Tensor {
  return isTensor(labels) ? tf.cast(labels, 'int32') : tf.tensor1d(Array.from(labels), 'int32')
}

/** A float32 matrix by its places. */
export function table (
  size: number, width: number, entry: (i: number, j: number) => number
): Tensor2D {
  const data = new Float32Array(size * width)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < width; j++) data[i * width + j] = entry(i, j)
  return tf.tensor2d(data, [size, width])
}

/** 1 on the diagonal. */
export function diagonal (size: number): Tensor2D {
  return table(size, size, (i, j) => Number(i === j))
}
