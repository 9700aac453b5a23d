import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../core/errors.js'
import { checkEmbeddings, checkPaired } from './parts/rows.js'

/**
 * Labels or other numbers of rows as `model.fit` takes them beside embeddings: in the first column
 * of a matrix that is as wide as the model's output.
 *
 * @param numbers - one a row; below 2^24 where they must stay exact
 * @param dimensions - of the model's output
 * @returns float32 `[n, dimensions]`
 * @throws INPUT, OPTION
 */
export function packTargets (numbers: ArrayLike<number>, dimensions: number): Tensor2D {
  if (!Number.isInteger(dimensions) || dimensions < 1) {
    const allowed = 'must be a whole number of at least 1'
    throw fail('OPTION', 'packTargets', 'dimensions', allowed, dimensions)
  }
  const list = Array.from(Object(numbers) as ArrayLike<number>)
  if (list.length === 0 || !list.every(Number.isFinite))
    throw fail('INPUT', 'packTargets', 'numbers', 'must be finite numbers, one a row', numbers)
  const data = new Float32Array(list.length * dimensions)
  list.forEach((each, row) => { data[row * dimensions] = each })
  return tf.tensor2d(data, [list.length, dimensions])
}

/**
 * A loss of embeddings and labels or targets, as `model.compile` takes it; they come from
 * `packTargets`. They are on the device there: for losses that take them so.
 *
 * @param loss - of embeddings `[n, d]` and what was packed, `[n]`
 * @param dtype - `int32` for labels, `float32` for real targets
 * @throws OPTION for what is no function, and another dtype; what it makes throws INPUT for targets
 *   that are not packed
 */
export function packedLoss (
  loss: (embeddings: Tensor2D, targets: Tensor1D) => Scalar, dtype: 'int32' | 'float32' = 'int32'
): (packed: Tensor, embeddings: Tensor) => Scalar {
  if (typeof loss !== 'function')
    throw fail('OPTION', 'packedLoss', 'loss', 'must be a function', loss)
  if (!['int32', 'float32'].includes(dtype))
    throw fail('OPTION', 'packedLoss', 'dtype', "must be 'int32' or 'float32'", dtype)
  return (packed, embeddings) => {
    checkEmbeddings(embeddings, 'packedLoss', 'embeddings')
    checkPaired(packed, 'packedLoss', 'packed', embeddings)
    return tf.tidy(() => {
      const [size] = packed.shape
      const column = tf.reshape<tf.Rank.R1>(
        tf.slice(packed, [0, 0], [size, 1]), [size])
      return loss(embeddings, dtype === 'int32' ? tf.cast(tf.round(column), dtype) : column)
    })
  }
}
