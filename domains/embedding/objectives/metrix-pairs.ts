import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { rowDots, rowProducts, takeRows } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { listIndices, listNumbers } from '../../../core/plan/rules.js'
import { table } from '../parts/labels.js'
import { sumOf } from '../../../core/targets/sum-of.js'

/** The mixes of a plan of Metrix: whose they are, of which rows, and how much of the positive. */
export interface Mixes {
  readonly anchors: Int32Array
  readonly positives: Int32Array
  readonly negatives: Int32Array
  /** The share of the positive. */
  readonly lambda: number
}

/** Reads a plan of Metrix. Throws INPUT for another, PLAN for rows that are not there. */
export function mixesOf (plan: Plan, rows: number, who: string): Mixes {
  if ((plan as Plan | undefined)?.mixer !== 'metrix')
    throw fail('INPUT', who, 'plan', 'must be made by metrix', plan)
  const { layers: [first, second], synthetic: [synthetic] = [] } = plan
  const none = new Int32Array(0)
  if (synthetic === undefined || !('anchor' in synthetic))
    return { anchors: none, positives: none, negatives: none, lambda: 1 }
  const size = synthetic.count
  const list = (index: NonNullable<Parameters<typeof listIndices>[0]>): Int32Array => {
    const rowsShown = listIndices(index, size)
    const wrong = rowsShown.find(row => row < 0 || row >= rows)
    if (wrong === undefined) return rowsShown
    throw fail('PLAN', 'source.rows', `must be 0 … ${rows - 1}`, wrong)
  }
  return {
    anchors: list(synthetic.anchor),
    positives: list(first.source!.rows!),
    negatives: list(second.source!.rows!),
    lambda: 1 - listNumbers(second.coefficient as number, size)[0]
  }
}

/** Least length of a mix that is divided by. */
const LEAST = 1e-12

/**
 * Cosines of anchors with their mixes, `[mixes]`, of Gram matrices alone: `(λ a·p + (1 - λ) a·n)`
 * by the lengths of a and of `λ p + (1 - λ) n`, or by that of a alone.
 *
 * @param renormalize - whether mixes are brought to length 1
 */
export function mixedCosines (
  anchors: Tensor2D, rows: Tensor2D, { anchors: a, positives: p, negatives: n, lambda }: Mixes,
  renormalize = true
): Tensor1D {
  const cross = rowProducts(anchors, rows)
  const gram = rowProducts(rows, rows)
  const at = (matrix: Tensor2D, i: Int32Array, j: Int32Array): Tensor1D => {
    const width = matrix.shape[1]
    const flat = tf.reshape(matrix, [matrix.size, 1])
    return tf.squeeze(takeRows(flat, i.map((row, k) => row * width + j[k])), [1])
  }
  const squares = tf.expandDims(rowDots(anchors, anchors), 1)
  const lengths = takeRows(squares, a)
  const rest = 1 - lambda
  const dot = tf.add(tf.mul(at(cross, a, p), lambda), tf.mul(at(cross, a, n), rest))
  if (!renormalize)
    return tf.div(dot, tf.sqrt(tf.maximum(tf.reshape(lengths, [a.length]), LEAST * LEAST)))
  const square = sumOf([
    tf.mul(at(gram, p, p), lambda * lambda), tf.mul(at(gram, n, n), rest * rest),
    tf.mul(at(gram, p, n), 2 * lambda * rest)
  ])
  const both = tf.mul(square, tf.reshape(lengths, [a.length]))
  return tf.div(dot, tf.sqrt(tf.maximum(both, LEAST * LEAST)))
}

/** Numbers of mixes in a row for each anchor, and 1 where there is one. */
export function byAnchor (
  values: Tensor1D, anchors: Int32Array, count: number
): { readonly values: Tensor2D, readonly mask: Tensor2D } {
  const lists = Array.from({ length: count }, (): number[] => [])
  anchors.forEach((anchor, mix) => { lists[anchor].push(mix) })
  const width = Math.max(1, ...lists.map(list => list.length))
  const places = Int32Array.from({ length: count * width }, (_, k) =>
    lists[Math.floor(k / width)][k % width] ?? 0)
  const mask = table(count, width, (i, j) => Number(j < lists[i].length))
  const laid = takeRows(tf.expandDims(values, 1), places)
  return { values: tf.reshape(laid, [count, width]), mask }
}
