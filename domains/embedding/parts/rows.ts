import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { checkTensor, noGrad, normalizeRows } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/** Rows shorter than this have no direction. */
const LEAST = 1e-12

/**
 * Rows of length 1. A row of zeros stays one, and its gradient is 0 where torch's is that of the
 * row by 1e-12.
 */
export function unitRows (x: Tensor2D, normalize = true): Tensor2D {
  if (!normalize) return x
  const there = noGrad(rows => tf.cast(
    tf.greater(tf.sum(tf.square(rows), 1, true), LEAST * LEAST), 'float32'), x)
  return normalizeRows(tf.mul<Tensor2D>(x, there))
}

/** Checks embeddings, float32 `[n, d]`. Throws INPUT, EMPTY_BATCH, SECOND_TFJS. */
export function checkEmbeddings (
  x: unknown, who: string, name: string, like?: Tensor
): asserts x is Tensor2D {
  checkTensor(x, who, name)
  if (x.rank !== 2 || x.dtype !== 'float32')
    throw fail('INPUT', who, name, 'must be float32 [rows, dimensions]', x)
  if (x.shape[0] === 0) throw fail('EMPTY_BATCH', who, name)
  if (x.shape[1] === 0) throw fail('INPUT', who, name, 'must have at least one dimension', x)
  if (like !== undefined && x.shape[1] !== like.shape[1])
    throw fail('INPUT', who, name, `must have ${String(like.shape[1])} dimensions`, x)
}

/** Checks embeddings that stand row by row beside others. Throws as `checkEmbeddings`. */
export function checkPaired (
  x: unknown, who: string, name: string, like: Tensor2D
): asserts x is Tensor2D {
  checkEmbeddings(x, who, name, like)
  if (x.shape[0] !== like.shape[0])
    throw fail('INPUT', who, name, `must have ${like.shape[0]} rows`, x)
}
