import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { crossEntropy } from './cross-entropy.js'
import { table } from './labels.js'
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

/** Half the cross-entropy of rows and half that of columns. */
export function symmetric (logits: Tensor2D, targets: Tensor2D, how: Reducer = 'mean'): Scalar {
  const back = tf.transpose(targets)
  const both = tf.add(crossEntropy(logits, targets), crossEntropy(tf.transpose(logits), back))
  return reduce(tf.div(both, 2), how)
}

/** Targets of pairs on the diagonal. */
export function smoothed (size: number, amount: number): Tensor2D {
  return table(size, size, (i, j) => (i === j ? 1 - amount : 0) + amount / size)
}

/** Checks the rows of two modalities. Throws INPUT, EMPTY_BATCH. */
export function checkPairs ({ image, text }: Pairs, who: string): void {
  checkEmbeddings(image, who, 'image')
  checkPaired(text, who, 'text', image)
}
