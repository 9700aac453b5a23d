import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrix } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'

/** What kernels get as attributes. */
export interface LogSumAttributes {
  /** What all numbers are multiplied by first, above 0. */
  readonly scale: number
  /** Leaves out column i of row i of the first block, or of the only one. */
  readonly hidden: boolean
}

/** Kernel `RemixtureLogSumExpRows`: inputs: float32 matrices of as many rows. */
export const logSums: Operation<LogSumAttributes> = defineOperation({
  name: 'logSumExpRows',
  compose: (blocks, { scale, hidden }) => {
    const scaled = blocks.map((block, b) => logitsOf(block, { scale, hidden: hidden && b === 0 }))
    const top = scaled.map(block => tf.max(block, 1)).reduce((a, b) => tf.maximum(a, b))
    const column = tf.expandDims(top, 1)
    const sums = scaled.map(block => tf.sum(tf.exp(tf.sub(block, column)), 1))
    return tf.add(top, tf.log(sums.reduce((a, b) => tf.add(a, b))))
  }
})

// Here, since the sums are kept for the gradient, too
tf.registerGradient({
  kernelName: logSums.kernel,
  saveAllInputs: true,
  outputsToSave: [true],
  gradFunc: (dy, saved, attributes) => {
    const { scale, hidden } = attributes as unknown as LogSumAttributes
    const [blocks, sums] = [saved.slice(0, -1), saved[saved.length - 1]]
    return Object.fromEntries(blocks.map((block, b) => [b, () =>
      softmaxParts([block, sums, dy as Tensor], { scale, hidden: hidden && b === 0 })]))
  }
})

/** Kernel `RemixtureSoftmaxParts`: `exp(scale · block - sums) · scale · dy`, row by row. */
export const softmaxParts: Operation<LogSumAttributes> = defineOperation({
  name: 'softmaxParts',
  compose: ([block, sums, dy], attributes) => tf.mul(
    tf.exp(tf.sub(logitsOf(block, attributes), tf.expandDims(sums, 1))),
    tf.expandDims(tf.mul(dy, attributes.scale), 1))
})

/** Takes a number out of every sum. */
const OUT = 1e30

function logitsOf (block: Tensor, { scale, hidden }: LogSumAttributes): Tensor {
  const logits = scale === 1 ? block : tf.mul(block, scale)
  const [size, width] = block.shape
  return hidden ? tf.sub(logits, tf.mul(tf.eye(size, width), OUT)) : logits
}

/**
 * `log Σ exp(scale · x)` of every row, within losses: without copies of what is scaled or hidden.
 *
 * @param attributes - `scale` is 1, and nothing is hidden, where it is absent
 */
export function scaledLogSums (
  blocks: readonly Tensor2D[], { scale = 1, hidden = false }: Partial<LogSumAttributes> = {}
): Tensor1D {
  return logSums(blocks, { scale, hidden }) as Tensor1D
}

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
  return scaledLogSums(blocks as readonly Tensor2D[])
}
