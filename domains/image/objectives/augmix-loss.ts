import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import type { RowLoss } from '../../../core/index.js'
import { checkTensor, nonnegative, parseOptions } from '../../../core/index.js'
import { sumOf } from '../../../core/targets/sum-of.js'

/** Rows of an image: itself and two AugMixes. */
const VIEWS = 3
/** The least probability of a mean whose logarithm is taken. */
const LEAST = 1e-7

/**
 * How far apart a model's answers to three views of every image are: the Jensen-Shannon divergence
 * of its distributions, `Σ KL(pᵥ ‖ M) / 3` with their mean M, averaged over the images. In nats.
 *
 * Hendrycks et al., arXiv:1912.02781; google-research/augmix@9b9824c, `cifar.py`: M is at least
 * 1e-7.
 *
 * @param logits - float32 `[3n, classes]`: those of all images, then of their views, in order
 * @throws INPUT for what is no tensor or no three rows an image
 */
export function jensenShannon (logits: Tensor): Scalar {
  checkViews(logits, 'jensenShannon')
  return tf.tidy(() => {
    const views = tf.split(tf.logSoftmax(logits), VIEWS)
    const probabilities = views.map(view => tf.exp(view))
    const mean = tf.log(tf.clipByValue(tf.div(sumOf(probabilities), VIEWS), LEAST, 1))
    const apart = views.map((view, v) => tf.mul(probabilities[v], tf.sub(view, mean)))
    return tf.div<Scalar>(tf.sum(sumOf(apart)), logits.shape[0])
  })
}

/**
 * The loss of AugMix: that of the images as they are, and `weight` times how far apart the answers
 * to their three views are.
 *
 * @param loss - one number a row, of logits
 * @returns `(logits [3n, classes], targets [3n, …]) → scalar`, targets as `augmix({ consistency:
 *   true })` gives them
 * @throws OPTION at once; INPUT for rows that are not three an image
 */
export function augmixLoss (
  loss: RowLoss, options: { readonly weight?: number } = {}
): (logits: Tensor, targets: Tensor) => Scalar {
  if (typeof loss !== 'function')
    throw fail('OPTION', 'augmixLoss', 'loss', 'must be a function', loss)
  const { weight } = parseOptions('augmixLoss',
    z.object({ weight: nonnegative.default(12) }), options)
  return (logits, targets) => {
    checkViews(logits, 'augmixLoss')
    checkTensor(targets, 'augmixLoss', 'targets')
    const count = logits.shape[0] / VIEWS
    if (targets.shape[0] !== logits.shape[0])
      throw fail('INPUT', 'augmixLoss', 'targets', `must have ${logits.shape[0]} rows`, targets)
    return tf.tidy(() => {
      const each = loss(firstRows(logits, count), firstRows(targets, count))
      checkTensor(each, 'augmixLoss', 'loss')
      if (each.rank !== 1 || each.shape[0] !== count)
        throw fail('TENSOR', 'augmixLoss', 'loss', `must give one number a row, [${count}]`, each)
      return tf.add<Scalar>(tf.mean(each), tf.mul(jensenShannon(logits), weight))
    })
  }
}

function firstRows (x: Tensor, count: number): Tensor {
  return tf.slice(x, x.shape.map(() => 0), [count, ...x.shape.slice(1)])
}

function checkViews (logits: Tensor, who: string): void {
  checkTensor(logits, who, 'logits')
  if (logits.rank === 2 && logits.shape[0] > 0 && logits.shape[0] % VIEWS === 0) return
  throw fail('INPUT', who, 'logits', 'must be [3n, classes], three rows for every image', logits)
}
