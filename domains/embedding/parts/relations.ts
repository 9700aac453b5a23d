import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import type { Labels } from './labels.js'
import { checkLabels, diagonal, sameLabel } from './labels.js'
import { checkMask } from './masks.js'

/** Which rows of a batch are of one kind, and which are not: 0 and 1, `[n, n]`. */
export interface Relations {
  /** The same label, but not the same row. */
  readonly positive: Tensor2D
  readonly negative: Tensor2D
}

/** The relations of rows by their labels, as far as a mask counts them. Throws INPUT. */
export function relations (
  labels: Labels, size: number, who: string, mask?: Tensor2D
): Relations {
  checkLabels(labels, size, who)
  checkMask(mask, size, who, 'mask')
  const same = sameLabel(labels, labels)
  const seen = (which: Tensor2D): Tensor2D => mask === undefined ? which : tf.mul(which, mask)
  return { positive: seen(tf.sub(same, diagonal(size))), negative: seen(tf.sub(1, same)) }
}

/**
 * The labels of rows whose views are laid one after the other: row i of each is of kind i.
 *
 * @throws INPUT for numbers that are none
 */
export function viewLabels (views: number, size: number): Int32Array {
  for (const [name, count] of Object.entries({ views, size })) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw fail('INPUT', 'viewLabels', name, 'must be a whole number of at least 0', count)
  }
  return Int32Array.from({ length: views * size }, (_, row) => row % size)
}
