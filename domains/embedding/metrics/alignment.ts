import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { noGrad, pickRows, rowDots } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { Block } from '../parts/blocks.js'
import { aroundBlock, blocksOf, inBlock, nearness } from '../parts/blocks.js'
import { checkEmbeddings, checkPaired } from '../parts/rows.js'

/**
 * How near pairs are: the mean of `‖x[i] - y[i]‖^power`; less is nearer.
 *
 * Wang and Isola, ICML 2020, arXiv:2005.10242. Differentiable; where a row meets itself the
 * gradient is 0.
 *
 * @param power - 2 by default, above 0
 * @throws INPUT, EMPTY_BATCH; OPTION for the power
 */
export function alignment (x: Tensor2D, y: Tensor2D, power = 2): Scalar {
  checkEmbeddings(x, 'alignment', 'x')
  checkPaired(y, 'alignment', 'y', x)
  checkAbove0(power, 'alignment', 'power')
  return tf.tidy(() => {
    const squares = squaresBetween(x, y)
    return tf.mean(power === 2 ? squares : tf.pow(tf.maximum(squares, LEAST), power / 2))
  })
}

/**
 * How much nearer a pair is than the nearest other: the mean of `‖xᵢ - yᵢ‖² - minⱼ ‖xᵢ - yⱼ‖²`, j
 * other than i; below 0 where pairs are told apart.
 *
 * changdaeoh/multimodal-mixup@f8e05fc, `rel_lalign_torch`. Differentiable; of others that are as
 * near one counts. Pairs are looked at block by block, and never all there.
 *
 * @param block - rows that are compared with all others in one go; by default as many as make 16
 *   MiB of pairs
 * @throws INPUT, EMPTY_BATCH; OPTION for block
 */
export function relativeAlignment (x: Tensor2D, y: Tensor2D, block?: number): Scalar {
  checkEmbeddings(x, 'relativeAlignment', 'x')
  checkPaired(y, 'relativeAlignment', 'y', x)
  const blocks = blocksOf(x.shape[0], block, 'relativeAlignment')
  return tf.tidy(() => {
    const own = squaresBetween(x, y)
    if (x.shape[0] === 1) return tf.mean(own)
    const other = noGrad((a, b) =>
      tf.concat(blocks.map(each => tf.tidy(() => nearestOther(a, b, each)))), x, y)
    return tf.mean(tf.sub(own, squaresBetween(x, pickRows(y, tf.cast(other, 'int32')))))
  })
}

function squaresBetween (x: Tensor2D, y: Tensor2D): Tensor1D {
  const apart = tf.sub(x, y)
  return rowDots(apart, apart)
}

/** Which row of y, other than its own, is nearest to each row of a block, float32. */
function nearestOther (x: Tensor2D, y: Tensor2D, block: Block): Tensor1D {
  const { first, count } = block
  const rows = inBlock(x, block)
  const around = aroundBlock(y, block)
  const [own, others] = around.map(each => nearness(rows, each))
  const alone = tf.sub<Tensor2D>(own, tf.mul(tf.eye(count), FAR))
  const place = tf.argMax(alone, 1)
  const inside = tf.add<Tensor1D>(tf.cast(place, 'float32'), first)
  if (around.length === 1) return inside
  const outside = tf.cast(tf.argMax(others, 1), 'float32')
  const behind = tf.mul(tf.cast(tf.greaterEqual(outside, first), 'float32'), count)
  const nearer = tf.cast(tf.greater(tf.max(alone, 1), tf.max(others, 1)), 'float32')
  const far = tf.mul(tf.add(outside, behind), tf.sub(1, nearer))
  return tf.add<Tensor1D>(tf.mul(inside, nearer), far)
}

/** Farther than any row. */
const FAR = 1e30

/**
 * How far the means of two modalities lie apart; the gradient is 0 where they are the same. Throws
 * INPUT, EMPTY_BATCH.
 */
export function modalityGap (x: Tensor2D, y: Tensor2D): Scalar {
  checkEmbeddings(x, 'modalityGap', 'x')
  checkEmbeddings(y, 'modalityGap', 'y', x)
  return tf.tidy(() => {
    const apart = tf.sub(tf.mean(x, 0), tf.mean(y, 0))
    const square = tf.sum(tf.square(apart))
    return tf.mul<Scalar>(tf.sqrt(tf.maximum(square, LEAST)), noGrad(each =>
      tf.cast(tf.greater(each, LEAST), 'float32'), square))
  })
}

/** Squares below this have no direction. */
const LEAST = 1e-24

/** Checks a number above 0. Throws OPTION. */
export function checkAbove0 (value: unknown, who: string, name: string): void {
  if (typeof value === 'number' && value > 0 && value < Infinity) return
  throw fail('OPTION', who, name, 'must be above 0', value)
}
