import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Labels } from './labels.js'
import { checkLabels, diagonal, sameLabel } from './labels.js'

/** Which rows of a batch are of one kind, and which are not: 0 and 1, `[n, n]`. */
export interface Relations {
  /** The same label, but not the same row. */
  readonly positive: Tensor2D
  readonly negative: Tensor2D
}

/** The relations of rows by their labels. Throws INPUT. */
export function relations (labels: Labels, size: number, who: string): Relations {
  checkLabels(labels, size, who)
  const same = sameLabel(labels, labels)
  return {
    positive: tf.sub<Tensor2D>(same, diagonal(size)),
    negative: tf.sub<Tensor2D>(1, same)
  }
}

/** The labels of rows whose views are laid one after the other: row i of each is of kind i. */
export function viewLabels (views: number, size: number): Int32Array {
  return Int32Array.from({ length: views * size }, (_, row) => row % size)
}
