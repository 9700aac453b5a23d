import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
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
 * A loss of embeddings and labels, as `model.compile` takes it; targets come from `packTargets`.
 * The labels are on the device there: for losses that need no more of them than which are the same.
 *
 * @param loss - of embeddings `[n, d]` and labels, int32 `[n]`
 * @throws OPTION for what is no function; what it makes throws INPUT for targets that are not
 *   packed
 */
export function packedLoss (
  loss: (embeddings: Tensor2D, labels: Tensor) => Scalar
): (packed: Tensor, embeddings: Tensor) => Scalar {
  if (typeof loss !== 'function')
    throw fail('OPTION', 'packedLoss', 'loss', 'must be a function', loss)
  return (packed, embeddings) => {
    checkEmbeddings(embeddings, 'packedLoss', 'embeddings')
    checkPaired(packed, 'packedLoss', 'packed', embeddings)
    return tf.tidy(() => {
      const [size] = packed.shape
      const column = tf.reshape(tf.slice(packed, [0, 0], [size, 1]), [size])
      return loss(embeddings, tf.cast(tf.round(column), 'int32'))
    })
  }
}
