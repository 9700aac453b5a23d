import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { logSumExpRows, pairwiseDistances, rowDots } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { NEVER } from '../parts/cross-entropy.js'
import { diagonal, table } from '../parts/labels.js'
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
    const apart = tf.sub(x, y)
    const squares = rowDots(apart, apart)
    return tf.mean(power === 2 ? squares : tf.pow(tf.maximum(squares, 1e-24), power / 2))
  })
}

/**
 * How evenly rows are spread: `log mean exp(-t ‖xᵢ - xⱼ‖²)` over all pairs; less is more even. Rows
 * of two modalities are laid one after the other.
 *
 * Wang and Isola, ICML 2020, arXiv:2005.10242. Differentiable.
 *
 * @param x - float32 `[n, d]`; 0 for a single row
 * @param t - 2 by default, above 0
 * @throws INPUT, EMPTY_BATCH; OPTION for t
 */
export function uniformity (x: Tensor2D, t = 2): Scalar {
  checkEmbeddings(x, 'uniformity', 'x')
  checkAbove0(t, 'uniformity', 't')
  const [size] = x.shape
  if (size === 1) return tf.tidy(() => tf.mul<Scalar>(tf.sum(x), 0))
  return tf.tidy(() => {
    const squares = pairwiseDistances(x, x, { squared: true })
    const others = table(size, size, (i, j) => i === j ? NEVER : 0)
    const rows = logSumExpRows([tf.add<Tensor2D>(tf.mul(squares, -t), others)])
    const all = logSumExpRows([tf.expandDims<Tensor2D>(rows, 0)])
    return tf.sub<Scalar>(tf.squeeze(all), Math.log(size * (size - 1)))
  })
}

/**
 * How much nearer a pair is than the nearest other: the mean of `‖xᵢ - yᵢ‖² - minⱼ ‖xᵢ - yⱼ‖²`, j
 * other than i; below 0 where pairs are told apart.
 *
 * changdaeoh/multimodal-mixup@f8e05fc, `rel_lalign_torch`.
 *
 * @throws INPUT, EMPTY_BATCH
 */
export function relativeAlignment (x: Tensor2D, y: Tensor2D): Scalar {
  checkEmbeddings(x, 'relativeAlignment', 'x')
  checkPaired(y, 'relativeAlignment', 'y', x)
  return tf.tidy(() => {
    const squares = pairwiseDistances(x, y, { squared: true })
    const eye = diagonal(x.shape[0])
    const own = tf.sum(tf.mul(squares, eye), 1)
    if (x.shape[0] === 1) return tf.mean(own)
    return tf.mean(tf.sub(own, tf.min(tf.add(squares, tf.mul(eye, 1e9)), 1)))
  })
}

/** How far the means of two modalities lie apart. Throws INPUT, EMPTY_BATCH. */
export function modalityGap (x: Tensor2D, y: Tensor2D): Scalar {
  checkEmbeddings(x, 'modalityGap', 'x')
  checkEmbeddings(y, 'modalityGap', 'y', x)
  return tf.tidy(() => tf.norm(tf.sub(tf.mean(x, 0), tf.mean(y, 0))) as Scalar)
}

function checkAbove0 (value: unknown, who: string, name: string): void {
  if (typeof value === 'number' && value > 0 && value < Infinity) return
  throw fail('OPTION', who, name, 'must be above 0', value)
}
