import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrix } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'

/** Kernel `RemixtureLogSumExpRows`: inputs: float32 matrices of as many rows. */
export const logSums: Operation<object> = defineOperation({
  name: 'logSumExpRows',
  saves: true,
  compose: blocks => {
    const top = blocks.map(block => tf.max(block, 1)).reduce((a, b) => tf.maximum(a, b))
    const column = tf.expandDims(top, 1)
    const sums = blocks.map(block => tf.sum(tf.exp(tf.sub(block, column)), 1))
    return tf.add(top, tf.log(sums.reduce((a, b) => tf.add(a, b))))
  },
  gradient: (dy, _, blocks) => {
    // Once for all blocks; one number a row, which the backward pass drops at its end
    const sums = logSums(blocks, {})
    return blocks.map(block => () => softmaxParts([block, sums, dy], {}))
  }
})

/** Kernel `RemixtureSoftmaxParts`: `exp(block - log sum) · dy`, by the numbers of every row. */
export const softmaxParts: Operation<object> = defineOperation({
  name: 'softmaxParts',
  compose: ([block, sums, dy]) =>
    tf.mul(tf.exp(tf.sub(block, tf.expandDims(sums, 1))), tf.expandDims(dy, 1))
})

/**
 * `log Σ exp` of every row over all columns of several blocks, the denominator of a softmax that is
 * never laid together. The largest number of a row is taken out first, so no temperature is too
 * small for float32.
 *
 * Differentiable with respect to every block; the gradients of a row sum to 1.
 *
 * @param blocks - at least one; float32 `[n, m]` of any widths
 * @returns float32 `[n]`
 * @throws TENSOR for no blocks, and for blocks of other shapes
 */
export function logSumExpRows (blocks: readonly Tensor2D[]): Tensor1D {
  const who = 'logSumExpRows'
  if (!Array.isArray(blocks) || blocks.length === 0)
    throw fail('TENSOR', who, 'blocks', 'must be a list of at least one matrix', blocks)
  Array.from<unknown>(blocks).forEach((block, i) => { checkMatrix(block, who, `blocks[${i}]`) })
  const [size] = (blocks as readonly Tensor2D[])[0].shape
  const other = (blocks as readonly Tensor2D[]).findIndex(block => block.shape[0] !== size)
  if (other >= 0)
    throw fail('TENSOR', who, `blocks[${other}]`, `must have ${size} rows`, blocks[other])
  return logSums(blocks as readonly Tensor[], {}) as Tensor1D
}
