import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Layer, Plan } from '../../../core/index.js'
import {
  noGrad, normalizeRows, pairDots, pickRows, rowDots, stopGradient, takeColumns, takeRows, topK
} from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { listIndices, listNumbers } from '../../../core/plan/rules.js'
import type { Contrasted, SyntheticSet } from '../synthetic.js'

/** No mixture is divided by less: that of opposite rows has no direction. */
const LEAST = 1e-12

/** Mixtures of one kind: ranks of the negatives, and the share of what is laid over the first. */
interface Kind {
  readonly each: number
  readonly first: Int32Array
  /** Absent: the anchor itself is laid over the first. */
  readonly second?: Int32Array
  readonly share: Float32Array
}

/**
 * The negatives of a plan of ranks: mixtures of two hard negatives, and of one with the anchor.
 *
 * Similarities come of those of the bank alone: `(a lᵢ + (1 - a) lⱼ) / ‖a nᵢ + (1 - a) nⱼ‖`, so no
 * mixture is laid out. The norm, and the anchor in a mixture, are constants for the gradient.
 */
export function hardMixtures (plan: Plan, anchors: number): SyntheticSet[] {
  const hardest = Math.max(0, ...plan.layers.map(({ source }) => endOf(source?.rows)))
  return kindsOf(plan, anchors).map(kind => ({
    role: 'negative',
    each: kind.each,
    plan,
    similarities: given => tf.tidy(() => similarities(kind, given, hardest)),
    vectors: given => tf.tidy(() => vectors(kind, given, hardest))
  }))
}

function endOf (rows: NonNullable<Layer['source']>['rows']): number {
  return rows !== undefined && 'rule' in rows && rows.rule === 'int' ? rows.end : 0
}

/** Layers come in twos: what is below, and what is laid over it. */
function kindsOf ({ layers }: Plan, anchors: number): Kind[] {
  const kinds: Kind[] = []
  for (let l = 0; l < layers.length; l += 2) {
    const [below, above] = [layers[l], layers[l + 1]]
    const { rows, rank } = below.source ?? {}
    // A plan of a step in which none are made
    if (rank === undefined) break
    const size = rows === undefined ? 0 : 'rule' in rows && rows.rule === 'int' ? rows.count : 0
    if (size === 0 || size % anchors !== 0)
      throw fail('PLAN', `layers[${l}]`, `must rank rows for ${anchors} anchors`, size)
    kinds.push({
      each: size / anchors,
      first: listIndices(rows!, size),
      ...above.source?.pool === 'bank' && { second: listIndices(above.source.rows!, size) },
      share: Float32Array.from(listNumbers(above.coefficient as number, size))
    })
  }
  return kinds
}

function bankOf ({ bank, similarities }: Contrasted): readonly [Tensor2D, Tensor2D] {
  if (bank !== undefined && similarities !== undefined) return [bank, similarities]
  throw fail('INPUT', 'mochi', 'bank', 'must be given to the loss too', bank)
}

/** The columns of the hardest: those that a loss has found for all its sets, or found here. */
function hardestOf (given: Contrasted, hardest: number): Tensor2D {
  const [, similarities] = bankOf(given)
  const width = Math.min(hardest, similarities.shape[1])
  return given.hardest?.(width) ?? noGrad(() => topK(similarities, width).columns)
}

/** Rows of the bank by ranks, `[n, each]`, int32: resolved on the device. */
function ranked (columns: Tensor2D, ranks: Int32Array, each: number): Tensor2D {
  const [size, width] = columns.shape
  const places = ranks.map((rank, k) => Math.floor(k / each) * width + Math.min(rank, width - 1))
  return noGrad(() => {
    const flat = tf.reshape(columns, [size * width, 1])
    return tf.reshape<tf.Rank.R2>(takeRows(flat, places), [size, each])
  })
}

function similarities (kind: Kind, given: Contrasted, hardest: number): Tensor2D {
  const [bank, seen] = bankOf(given)
  const { each, share } = kind
  const shape: [number, number] = [seen.shape[0], each]
  const a = tf.tensor2d(share, shape)
  const rest = tf.sub<Tensor2D>(1, a)
  const columns = hardestOf(given, hardest)
  const first = ranked(columns, kind.first, each)
  const l = takeColumns(seen, first)
  if (kind.second !== undefined) {
    const second = ranked(columns, kind.second, each)
    const c = noGrad(() => tf.reshape(pairDots(bank, flat(first), flat(second)), shape))
    const mixed = tf.add(tf.mul(rest, l), tf.mul(a, takeColumns(seen, second)))
    return tf.div<Tensor2D>(mixed, normOf(a, rest, c as Tensor2D))
  }
  const { anchors } = given
  const own = tf.expandDims<Tensor2D>(rowDots(anchors, stopGradient(anchors)), 1)
  const norm = noGrad((c, lengths) => {
    const square = tf.add(tf.add(tf.mul(tf.square(a), lengths), tf.square(rest)),
      tf.mul(tf.mul(tf.mul(a, rest), 2), c))
    return tf.sqrt(tf.maximum(square, LEAST * LEAST))
  }, l, own)
  return tf.div<Tensor2D>(tf.add(tf.mul(a, own), tf.mul(rest, l)), norm)
}

/** `‖a n + (1 - a) m‖` of rows of length 1, by their cosine. */
function normOf (a: Tensor2D, rest: Tensor2D, cosine: Tensor2D): Tensor2D {
  const both = tf.add(tf.square(a), tf.square(rest))
  const square = tf.add(both, tf.mul(tf.mul(tf.mul(a, rest), 2), cosine))
  return tf.sqrt(tf.maximum(square, LEAST * LEAST))
}

function flat (columns: Tensor2D): tf.Tensor1D {
  return tf.reshape(columns, [columns.size])
}

function vectors (kind: Kind, given: Contrasted, hardest: number): Tensor2D {
  const [bank] = bankOf(given)
  const { each, share } = kind
  const columns = hardestOf(given, hardest)
  const rowsAt = (ranks: Int32Array): Tensor2D =>
    pickRows(bank, flat(ranked(columns, ranks, each)))
  const repeat = Int32Array.from({ length: share.length }, (_, k) => Math.floor(k / each))
  const other = kind.second === undefined
    ? takeRows(stopGradient(given.anchors), repeat)
    : rowsAt(kind.second)
  const a = tf.tensor2d(share, [share.length, 1])
  return normalizeRows(tf.add(tf.mul(tf.sub(1, a), rowsAt(kind.first)), tf.mul(a, other)))
}
