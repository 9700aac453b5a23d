import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import { checkAbove0 } from '../metrics/alignment.js'
import { checkEmbeddings } from './rows.js'

/**
 * Sinkhorn's iteration on similarities: rows that sum to 1 and spread evenly over the columns.
 *
 * Caron et al., SwAV, NeurIPS 2020, arXiv:2006.09882; facebookresearch/clip-rocket@5e2dd91,
 * `sinkhorn_knopp`. The largest similarity is taken out first, which changes nothing but what
 * float32 can hold.
 *
 * @param scores - float32 `[n, m]`
 * @param epsilon - what they are divided by, above 0
 * @throws INPUT for scores that are none, OPTION for an epsilon that is not above 0, and for
 *   iterations that are no whole number from 0 on
 */
export function assignments (scores: Tensor2D, epsilon: number, iterations: number): Tensor2D {
  const who = 'assignments'
  checkEmbeddings(scores, who, 'scores')
  checkAbove0(epsilon, who, 'epsilon')
  if (!Number.isSafeInteger(iterations) || iterations < 0) {
    throw fail('OPTION', who, 'iterations', 'must be a whole number of at least 0', iterations)
  }
  return tf.tidy(() => {
    let shares = tf.exp<Tensor2D>(tf.div(tf.sub(scores, tf.max(scores)), epsilon))
    shares = tf.div(shares, tf.sum(shares))
    const [size, width] = scores.shape
    for (let turn = 0; turn < iterations; turn++) {
      shares = tf.div(shares, tf.mul(tf.maximum(tf.sum(shares, 0, true), LEAST), width))
      shares = tf.div(shares, tf.mul(tf.maximum(tf.sum(shares, 1, true), LEAST), size))
    }
    return tf.mul<Tensor2D>(shares, size)
  })
}

/** No sum that is divided by is smaller. */
const LEAST = 1e-30
