import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { logSumExpRows } from '../../../core/index.js'
import {
  scaledLogSums, softmaxParts
} from '../../../core/tensor/similarity/log-sum-exp-rows.js'
import { sumOf } from '../../../core/targets/sum-of.js'
import type { Block } from '../parts/blocks.js'
import { aroundBlock, blocksOf, nearness } from '../parts/blocks.js'
import { checkEmbeddings } from '../parts/rows.js'
import { checkAbove0 } from './alignment.js'

/**
 * How evenly rows are spread: `log mean exp(-t ‖xᵢ - xⱼ‖²)` over all pairs; less is more even. Rows
 * of two modalities are laid one after the other.
 *
 * Wang and Isola, ICML 2020, arXiv:2005.10242. Differentiable. Pairs are looked at block by block,
 * in the backward pass once more, so that they are never all there.
 *
 * @param x - float32 `[n, d]`; 0 for a single row
 * @param t - 2 by default, above 0
 * @param block - rows that are compared with all others in one go; by default as many as make 16
 *   MiB of pairs
 * @throws INPUT, EMPTY_BATCH; OPTION for t and block
 */
export function uniformity (x: Tensor2D, t = 2, block?: number): Scalar {
  checkEmbeddings(x, 'uniformity', 'x')
  checkAbove0(t, 'uniformity', 't')
  const [size] = x.shape
  const blocks = blocksOf(size, block, 'uniformity')
  if (size === 1) return tf.tidy(() => tf.mul<Scalar>(tf.sum(x), 0))
  const run = tf.customGrad((...given) => {
    const [rows, save] = given as unknown as [Tensor2D, tf.GradSaveFunc]
    const total = tf.tidy(() => logSumOfPairs(rows, t, blocks))
    save([rows, total])
    return {
      value: tf.sub(tf.squeeze(total), Math.log(size * (size - 1))),
      gradFunc: (dy: Tensor, saved: Tensor[]) => tf.concat(blocks.map(each => tf.tidy(() =>
        slopesOf(saved[0] as Tensor2D, saved[1], dy, t, each))))
    }
  })
  return tf.tidy(() => run(x) as Scalar)
}

/** `log Σ exp(-t ‖xᵢ - xⱼ‖²)` of all pairs, `[1]`. */
function logSumOfPairs (x: Tensor2D, t: number, blocks: readonly Block[]): Tensor {
  const each = blocks.map(block => tf.tidy(() => {
    const around = aroundBlock(x, block)
    return scaledLogSums(around.map(others => nearness(around[0], others)),
      { scale: t, hidden: true })
  }))
  return logSumExpRows([tf.expandDims<Tensor2D>(tf.concat(each), 0)])
}

/** The gradient of the rows of a block: a row meets every other twice. */
function slopesOf (x: Tensor2D, total: Tensor, dy: Tensor, t: number, block: Block): Tensor2D {
  const around = aroundBlock(x, block)
  const [sums, slopes] = [total, dy].map(each => tf.tile(tf.reshape(each, [1]), [block.count]))
  return tf.mul(sumOf(around.map((others, part) => {
    const shares = softmaxParts([nearness(around[0], others), sums, slopes],
      { scale: t, hidden: part === 0 })
    return tf.sub<Tensor2D>(tf.matMul(shares, others),
      tf.mul(around[0], tf.sum(shares, 1, true)))
  })), 4)
}
