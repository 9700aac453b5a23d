import type { Tensor1D, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { logSumExpRows, noGrad, stopGradient } from '../../../core/index.js'
import { listNumbers } from '../../../core/plan/rules.js'
import { logSumOuter } from '../../../core/tensor/similarity/log-sum-outer.js'
import { anchorsOf, inBlock } from '../parts/blocks.js'
import { NEVER } from '../parts/cross-entropy.js'
import { table } from '../parts/labels.js'
import type { MixedNegatives } from './sup-re-mix-rows.js'
import { bracketing, pairWeights, rulesOf, streamsOf } from './sup-re-mix-rows.js'

/** What stands beside real rows in the softmax of SupReMix. */
export interface Mixtures {
  /** The anchor's share of every mixed negative, `[n, n]`; anything where targets are equal. */
  readonly shares?: Tensor2D
  /** Mixed positives, by the similarities of anchors and rows, `[n, n]`. */
  readonly positives?: (similarities: Tensor2D) => Positives
}

/** Of the positives of every anchor, each `[n]`. */
export interface Positives {
  /** `log Σ exp` of their similarities; hardly anything where there are none. */
  readonly logSums: Tensor1D
  readonly sums: Tensor1D
  readonly counts: Tensor1D
}

/** The mixtures of a plan for targets that the host has: pairs are listed anchor by anchor. */
export function mixturesOf (plan: Plan, y: ArrayLike<number>, maxPositives: number): Mixtures {
  const size = y.length
  const { shares, window } = streamsOf(plan, y)
  return {
    ...shares !== undefined && {
      shares: table(size, size, (i, j) => y[i] === y[j] ? 0 : shares[i * size + j])
    },
    ...window !== undefined && {
      positives: similarities => {
        const pairs = bracketing(y, window, maxPositives, 0)
        const all = pairWeights(pairs, size)
        return {
          logSums: logSumOuter(similarities, pairs),
          sums: tf.sum(tf.mul(similarities, all.shares), 1),
          counts: tf.tensor1d(all.counts)
        }
      }
    }
  }
}

/**
 * The same for targets on the device, which are never read: the n³ pairs of rows are laid out, some
 * anchors at a time, and those that are none are hidden.
 *
 * @param apart - by how much the target of every row lies above that of every other, `[n, n]`
 */
export function mixturesOnDevice (plan: Plan, apart: Tensor2D): Mixtures {
  const { mixed, window } = rulesOf(plan)
  return {
    ...mixed !== undefined && { shares: sharesOf(mixed, apart) },
    ...window !== undefined && { positives: similarities => between(similarities, apart, window) }
  }
}

/** As many draws as there are pairs of different targets, at their places in row order. */
function sharesOf ({ seed, alpha, beta }: MixedNegatives, apart: Tensor2D): Tensor2D {
  const drawn = listNumbers({ rule: 'beta', seed, alpha, beta }, apart.size)
  const differ = tf.reshape(tf.cast(tf.notEqual(apart, 0), 'int32'), [apart.size])
  const places = tf.cumsum(differ, 0, true)
  return tf.reshape(tf.gather(tf.tensor1d(Float32Array.from(drawn)), places), apart.shape)
}

function between (similarities: Tensor2D, apart: Tensor2D, window: number): Positives {
  const [size] = apart.shape
  // Slopes come with the sums, so that nothing of n³ is kept for the gradient
  const known = noGrad(x => tf.concat2d(anchorsOf(size, 'supReMixLoss').map(block =>
    tf.tidy(() => rowsBetween(inBlock(x, block), inBlock(apart, block), window))), 0), similarities)
  const [slopes, weights, logSums, counts] =
    tf.split(known, [size, size, 1, 1], 1) as [Tensor2D, Tensor2D, Tensor2D, Tensor2D]
  const moved = tf.sub(similarities, stopGradient(similarities))
  return {
    logSums: tf.add(tf.squeeze<Tensor1D>(logSums, [1]), tf.sum(tf.mul(moved, slopes), 1)),
    sums: tf.sum(tf.mul(similarities, weights), 1),
    counts: tf.squeeze(counts, [1])
  }
}

/** Of anchors: slopes of their log sums, how much rows have in their pairs, sums, counts. */
function rowsBetween (x: Tensor2D, apart: Tensor2D, window: number): Tensor2D {
  const [count, size] = apart.shape
  const side = (sign: number): Tensor2D => {
    const far = tf.mul(apart, sign)
    return tf.cast(tf.logicalAnd(tf.greater(far, 0), tf.less(far, window)), 'float32')
  }
  const [left, right] = [side(1), side(-1)]
  const there = tf.mul<Tensor3D>(tf.expandDims(left, 2), tf.expandDims(right, 1))
  const ahead = tf.neg(tf.expandDims(apart, 1))
  const none = tf.sub(1, there)
  // Never 0, also where there is no pair
  const span = tf.add(tf.mul(tf.add(tf.expandDims(apart, 2), ahead), there), none)
  const onLeft = tf.mul<Tensor3D>(there, tf.div(ahead, span))
  const onRight = tf.sub<Tensor3D>(there, onLeft)
  const logits = tf.add(
    tf.add(tf.mul(onLeft, tf.expandDims(x, 2)), tf.mul(onRight, tf.expandDims(x, 1))),
    tf.mul(none, NEVER))
  const logSums = logSumExpRows([tf.reshape(logits, [count, size * size])])
  const parts = tf.exp(tf.sub(logits, tf.reshape(logSums, [count, 1, 1])))
  const byRow = (ofLeft: Tensor3D, ofRight: Tensor3D): Tensor2D =>
    tf.add(tf.sum(ofLeft, 2), tf.sum(ofRight, 1))
  const column = (numbers: Tensor1D): Tensor2D => tf.expandDims(numbers, 1)
  return tf.concat2d([
    byRow(tf.mul(parts, onLeft), tf.mul(parts, onRight)), byRow(onLeft, onRight),
    column(logSums), column(tf.mul(tf.sum(left, 1), tf.sum(right, 1)))
  ], 1)
}
