import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { RealRows } from '../../../core/index.js'
import { logSumExpRows, option, pairwiseDistances, parseOptions } from '../../../core/index.js'
import { NEVER } from '../parts/cross-entropy.js'
import { table } from '../parts/labels.js'
import { checkTargets } from '../parts/real-targets.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'
import { sumOf } from '../../../core/targets/sum-of.js'

export interface RankNContrastOptions {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /** The real target of every row, `[n]` or `[n, k]`: on the host. */
  readonly targets: RealRows | readonly number[]
  /** What distances are divided by; 2 by default. */
  readonly temperature?: number
  /** Whether rows are brought to length 1; false by default, as in the paper. */
  readonly normalize?: boolean
}

/** Numbers that are laid out at a time: 16 MiB of them. */
const AT_ONCE = 2 ** 22

/**
 * Rank-N-Contrast: of every anchor, each other row is told from those whose targets are at least as
 * far away as its own.
 *
 * Zha et al., NeurIPS 2023, arXiv:2210.01189; kaiwenzha/Rank-N-Contrast@eca433b: similarity is
 * minus the Euclidean distance, targets of several numbers differ by the sum of their differences.
 *
 * @returns 0 for one row
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function rankNContrast (
  { embeddings, targets, ...given }: RankNContrastOptions
): Scalar {
  const who = 'rankNContrast'
  checkEmbeddings(embeddings, who, 'embeddings')
  const [size] = embeddings.shape
  const real = checkTargets(targets, size, who)
  const { temperature: tau, normalize } = parseOptions(who, z.object({
    temperature: temperature.default(2),
    normalize: option(z.boolean()).default(false)
  }), given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    if (size === 1) return tf.mul<Scalar>(tf.sum(rows), 0)
    const logits = tf.neg<Tensor2D>(tf.div(pairwiseDistances(rows, rows), tau))
    const apart = differences(real.data, size)
    // Some anchors at a time: all of them at once would be n³ numbers
    const block = Math.max(1, Math.floor(AT_ONCE / (size * size)))
    const each = Array.from({ length: Math.ceil(size / block) }, (_, b) => {
      const first = b * block
      const count = Math.min(block, size - first)
      const own = tf.slice(logits, [first, 0], [count, size])
      const seen = tf.add(tf.expandDims(own, 1), nearerHidden(apart, [first, count, size]))
      const sums = logSumExpRows([tf.reshape(seen, [count * size, size])])
      const others = table(count, size, (i, j) => Number(first + i !== j))
      const apartOf = tf.sub(tf.reshape(sums, [count, size]), own)
      return tf.sum<Scalar>(tf.mul(apartOf, others))
    })
    return tf.div<Scalar>(sumOf(each), size * (size - 1))
  })
}

/** How far the targets of any two rows are apart. */
function differences (targets: ArrayLike<number>, size: number): Float64Array {
  const width = targets.length / size
  return Float64Array.from({ length: size * size }, (_, place) => {
    const [i, j] = [Math.floor(place / size), place % size]
    let apart = 0
    for (let k = 0; k < width; k++)
      apart += Math.abs(targets[i * width + k] - targets[j * width + k])
    return apart
  })
}

/**
 * What is added to the logits of anchors for every other row: 0 at rows at least as far, and the
 * anchor itself never, `[anchors, rows, rows]`.
 */
function nearerHidden (
  apart: Float64Array, [first, count, size]: readonly [number, number, number]
): tf.Tensor3D {
  const data = new Float32Array(count * size * size)
  let place = 0
  for (let anchor = first; anchor < first + count; anchor++) {
    const far = apart.subarray(anchor * size, (anchor + 1) * size)
    for (let j = 0; j < size; j++)
      for (let k = 0; k < size; k++)
        data[place++] = k !== anchor && far[k] >= far[j] ? 0 : NEVER
  }
  return tf.tensor3d(data, [count, size, size])
}
