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
    similarities: given => {
      checkAnchors(given, anchors)
      // Before the tidy, so that it outlives it where another kind needs it, too
      const common = given.common && hardestOf(given, hardest, given.common)
      return tf.tidy(() => similarities(kind, given, common ?? hardestOf(given, hardest)))
    },
    vectors: given => {
      checkAnchors(given, anchors)
      return tf.tidy(() => vectors(kind, given, hardestOf(given, hardest)))
    }
  }))
}

function checkAnchors ({ anchors: given }: Contrasted, anchors: number): void {
  if (given.shape[0] === anchors) return
  throw fail('INPUT', 'mochi', 'anchors', `must be the ${anchors} it was called with`, given)
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

/** The hardest of the bank's rows for every anchor, hardest first: `[n, hardest]`. */
interface Hardest { readonly similarities: Tensor2D, readonly columns: Tensor2D }

/** Found once for all kinds of one loss, which share their gradient, too. */
function hardestOf (given: Contrasted, hardest: number, common?: Contrasted['common']): Hardest {
  const before = common?.get(hardest) as Hardest | undefined
  if (before !== undefined) return before
  const [, seen] = bankOf(given)
  const { values, columns } = topK(seen, Math.min(hardest, seen.shape[1]))
  const found = { similarities: values, columns }
  common?.set(hardest, found)
  return found
}

/** Ranks that are there, `[n, each]`, int32. */
function placesOf (ranks: Int32Array, each: number, { columns }: Hardest): Tensor2D {
  const last = columns.shape[1] - 1
  return tf.tensor2d(ranks.map(rank => Math.min(rank, last)), [ranks.length / each, each], 'int32')
}

/** Rows of the bank by places among the hardest, `[n, each]`, int32: resolved on the device. */
function rowsOfBank ({ columns }: Hardest, places: Tensor2D): Tensor2D {
  // Numbers of rows are below 2^24, so float32 holds them
  return noGrad(() =>
    tf.cast(takeColumns(tf.cast(columns, 'float32'), places), 'int32'))
}

function similarities (kind: Kind, given: Contrasted, hard: Hardest): Tensor2D {
  const [bank] = bankOf(given)
  const { each, share } = kind
  const a = tf.tensor2d(share, [share.length / each, each])
  const rest = tf.sub<Tensor2D>(1, a)
  const first = placesOf(kind.first, each, hard)
  const l = takeColumns(hard.similarities, first)
  if (kind.second !== undefined) {
    const second = placesOf(kind.second, each, hard)
    const [left, right] = [first, second].map(places => flat(rowsOfBank(hard, places)))
    const c = noGrad(() => tf.reshape<tf.Rank.R2>(pairDots(bank, left, right), first.shape))
    const mixed = tf.add(tf.mul(rest, l), tf.mul(a, takeColumns(hard.similarities, second)))
    return tf.div<Tensor2D>(mixed, normOf(a, rest, c))
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

function vectors (kind: Kind, given: Contrasted, hard: Hardest): Tensor2D {
  const [bank] = bankOf(given)
  const { each, share } = kind
  const rowsAt = (ranks: Int32Array): Tensor2D =>
    pickRows(bank, flat(rowsOfBank(hard, placesOf(ranks, each, hard))))
  const repeat = Int32Array.from({ length: share.length }, (_, k) => Math.floor(k / each))
  const other = kind.second === undefined
    ? takeRows(stopGradient(given.anchors), repeat)
    : rowsAt(kind.second)
  const a = tf.tensor2d(share, [share.length, 1])
  return normalizeRows(tf.add(tf.mul(tf.sub(1, a), rowsAt(kind.first)), tf.mul(a, other)))
}
