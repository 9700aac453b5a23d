import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { dots } from '../row-dots.js'
import { weigh } from '../weigh-rows.js'
import { keeping } from './kept.js'
import { logSums, softmaxParts } from './log-sum-exp-rows.js'
import { products } from './row-products.js'

/** What kernels get as attributes. */
export interface ContrastAttributes {
  /** What cosines are multiplied by, above 0. */
  readonly scale: number
}

/** Takes a number out of a sum; finite, since 0 times infinity is no number. */
const OUT = 1e30

/**
 * Kernel `RemixtureContrastPairs`: inputs `x`, `y` and `others`, float32 `[n, d]`, and perhaps a
 * mask `[n, n]`. Gives the loss, and what is kept.
 */
const contrast: Operation<ContrastAttributes, Tensor[]> = defineOperation({
  name: 'contrastPairs',
  compose ([x, y, others, mask], { scale }) {
    const own = dots([x, y], { count: x.shape[0] })
    const column = tf.expandDims(own, 1)
    const all = [x, y].map(rows => {
      const found = products([rows, others], {})
      return mask === undefined ? found : masked(found, mask)
    })
    const sums = all.map(each => logSums([each, column], { scale, hidden: true }))
    const loss = tf.mean(tf.sub(tf.add(sums[0], sums[1]), tf.mul(own, 2 * scale)))
    return [loss, ...all, ...sums]
  }
})

/**
 * Kernel `RemixtureContrastSlopes`: inputs: the gradient of the loss, `x`, `y`, `others`, and what
 * was kept. Gives the gradients of all three.
 */
const slopes: Operation<ContrastAttributes, Tensor[]> = defineOperation({
  name: 'contrastSlopes',
  compose ([dy, x, y, others, first, second, ...sums], { scale }) {
    const size = x.shape[0]
    const each = tf.mul(tf.ones([size]), tf.div(dy, size))
    const column = tf.expandDims(dots([x, y], { count: size }), 1)
    const parts = [first, second].map((block, side) =>
      softmaxParts([block, sums[side], each], { scale, hidden: true }))
    const [ownX, ownY] = sums.map(sum =>
      tf.reshape(softmaxParts([column, sum, each], { scale, hidden: false }), [size]))
    // What the product of the pair has of the gradient, the target's share taken off
    const turn = tf.sub(tf.add(ownX, ownY), tf.mul(each, 2 * scale))
    const towards = (side: number, partner: Tensor): Tensor =>
      tf.add(tf.matMul(parts[side], others), weigh([partner, turn], { count: size }))
    const [ofX, ofY] = [x, y].map((rows, side) =>
      tf.matMul(tf.transpose(parts[side] as Tensor2D), rows as Tensor2D))
    return [towards(0, y), towards(1, x), tf.add(ofX, ofY)]
  }
})

function masked (numbers: Tensor, mask: Tensor): Tensor {
  return tf.sub(tf.mul(numbers, mask), tf.mul(tf.sub(1, mask), OUT))
}

/**
 * How well both rows of a pair are told from others, the mean of both over all pairs:
 * `Σ log(exp(s xᵢ·yᵢ) + Σⱼ≠ᵢ exp(s rᵢ·othersⱼ)) - s xᵢ·yᵢ` for r = x and r = y. Value and gradients
 * come of one softmax, with three products of matrices as large as both blocks.
 *
 * Differentiable with respect to `x`, `y` and `others`; not to the mask.
 *
 * @param x - float32 `[n, d]`
 * @param y - as `x`
 * @param others - as `x`; row i is no other of pair i
 * @param scale - s, one by a temperature
 * @param mask - float32 `[n, n]`, 0 where row j is no other of pair i, else 1
 */
export function contrastPairs (
  x: Tensor2D, y: Tensor2D, others: Tensor2D, scale: number, mask?: Tensor2D
): Scalar {
  const constants = mask === undefined ? [] : [mask]
  return keeping([contrast, slopes], [x, y, others], { scale }, constants) as Scalar
}
