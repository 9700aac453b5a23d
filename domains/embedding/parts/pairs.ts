import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { ownEntropy } from './cross-entropy.js'
import type { Reducer } from './reduce.js'
import { reduce } from './reduce.js'
import { checkEmbeddings, checkPaired } from './rows.js'

/** Pairs of two modalities: row i of one belongs to row i of the other. */
export interface Pairs {
  /** float32 `[n, d]` */
  readonly image: Tensor2D
  /** float32 `[n, d]` */
  readonly text: Tensor2D
}

/** Of two modalities, row by row: the logits of all pairs, and those of the own pairs `[n]`. */
export interface PairLogits {
  readonly all: Tensor2D
  /** Those that count as negatives: all of them by default. */
  readonly seen?: Tensor2D
  readonly own: Tensor1D
}

/**
 * Half the cross-entropy of rows and half that of columns.
 *
 * @param smoothing - the share of the target that goes to all pairs alike
 * @param further - logits of other rows that images are told from, `[n, m]` each
 */
export function symmetric (
  { all, own, seen = all }: PairLogits, smoothing = 0, how: Reducer = 'mean',
  further: readonly Tensor2D[] = []
): Scalar {
  const both = tf.add(ownEntropy(seen, own, further), ownEntropy(tf.transpose(seen), own))
  // Of one pair there is nothing to spread, and rounding is no loss
  if (smoothing === 0 || own.size === 1) return reduce(tf.div(both, 2), how)
  const spread = tf.sub(tf.mul(own, 2), tf.add(tf.mean(all, 1), tf.mean(all, 0)))
  return reduce(tf.div(tf.add(both, tf.mul(spread, smoothing)), 2), how)
}

/** Checks the rows of two modalities. Throws INPUT, EMPTY_BATCH. */
export function checkPairs ({ image, text }: Pairs, who: string): void {
  checkEmbeddings(image, who, 'image')
  checkPaired(text, who, 'text', image)
}
