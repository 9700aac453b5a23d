import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { rowDots, rowProducts, stopGradient } from '../../../core/index.js'
import { table } from '../parts/labels.js'
import type { DistanceWeight, Streams } from './sup-re-mix-rows.js'
import { bracketing, weightOf } from './sup-re-mix-rows.js'

/** A mixture as it stands in the published code's list: rows by their weights, and its target. */
interface Slot {
  readonly kind: 'negative' | 'positive' | 'padding'
  readonly parts: ReadonlyArray<readonly [row: number, weight: number]>
  readonly target: number
}

const padding: Slot = { kind: 'padding', parts: [], target: -1 }

/** What the authors' code computes: see `supReMixLoss`, `variant: 'reference'`. */
export function publishedLoss (
  rows: Tensor2D, y: ArrayLike<number>, streams: Streams, mixes: boolean,
  { temperature, distance }: { readonly temperature: number, readonly distance: DistanceWeight }
): Scalar {
  const size = rows.shape[0]
  const still = stopGradient(rows)
  const real = tf.div<Tensor2D>(rowProducts(rows, rows), temperature)
  const others = table(size, size, (i, j) => Number(i !== j))
  const weights = table(size, size, (i, j) => weightOf(y[i] - y[j], distance))
  const same = table(size, size, (i, j) => Number(i !== j && y[i] === y[j]))
  const shifted = tf.sub<Tensor2D>(real, stopGradient(tf.max(real, 1, true)))
  const blocks = [{ logits: shifted, weights: tf.mul<Tensor2D>(others, weights), positive: same }]
  const slots = mixes ? slotsOf(y, streams) : []
  if (slots.length > 0 && slots[0].length > 0) {
    const logits = tf.div<Tensor2D>(slotProducts(slots, rows, still), temperature)
    const most = stopGradient(tf.max(logits, 1, true))
    const width = slots[0].length
    const targets = slots.map((_, i) => sortedTargets(y, streams, i, width))
    const off = distance === 'L2_inv' ? 1 : 0
    const at = (entry: (slot: Slot, i: number, p: number) => number): Tensor2D =>
      table(size, width, (i, p) => entry(slots[i][p], i, p))
    blocks.push({
      logits: tf.sub<Tensor2D>(logits, most),
      weights: at(({ kind }, i, p) => kind === 'padding'
        ? 0
        : weightOf(y[i] - targets[i][p] + off, distance)),
      positive: at(({ kind }) => Number(kind === 'positive'))
    })
  }
  const total = blocks.map(block => tf.sum(tf.mul(tf.exp(block.logits), block.weights), 1))
    .reduce((a, b) => tf.add(a, b))
  const sums = tf.log(tf.maximum(total, 1e-30))
  const drawn = blocks.map(block => tf.sum(tf.mul(block.logits, block.positive), 1))
    .reduce((a, b) => tf.add(a, b))
  const counts = blocks.map(block => tf.sum(block.positive, 1)).reduce((a, b) => tf.add(a, b))
  const each = tf.sub(sums, tf.div(drawn, tf.maximum(counts, 1)))
  return tf.mean(tf.mul(each, tf.minimum(counts, 1)))
}

/** The lists of all anchors, negatives first, filled up at the front to one length. */
function slotsOf (y: ArrayLike<number>, streams: Streams): Slot[][] {
  const lists = Array.from({ length: y.length }, (_, i) => [
    ...negativeSlots(y, streams, i), ...positiveSlots(y, streams, i)
  ])
  const width = Math.max(...lists.map(list => list.length))
  return lists.map(list => [...Array<Slot>(width - list.length).fill(padding), ...list])
}

function negativeSlots (y: ArrayLike<number>, { shares }: Streams, i: number): Slot[] {
  const size = y.length
  return others(size).filter(k => y[k] !== y[i]).map(k => {
    const a = shares?.[i * size + k]
    // Without mixed negatives their places are held by rows of zeros
    return a === undefined
      ? { kind: 'negative', parts: [], target: 0 }
      : { kind: 'negative', parts: [[i, a], [k, 1 - a]], target: a * y[i] + (1 - a) * y[k] }
  })
}

/** The window of the published mask, whether positives are mixed or not. */
function positiveSlots (y: ArrayLike<number>, streams: Streams, i: number): Slot[] {
  const outer = bracketing(y, streams.window ?? USUAL_WINDOW, Infinity, 0)(i)
  if (outer === undefined) return []
  return Array.from(outer.left).flatMap((j, a) => Array.from(outer.right, (k, b): Slot => {
    const share = outer.shares[a * outer.right.length + b]
    return streams.window === undefined
      ? { kind: 'positive', parts: [], target: 0 }
      : { kind: 'positive', parts: [[j, share], [k, 1 - share]], target: y[i] }
  }))
}

const USUAL_WINDOW = 5

/** The targets of all n² places of an anchor, 0 where there is no mixture, the largest last. */
function sortedTargets (
  y: ArrayLike<number>, streams: Streams, i: number, width: number
): number[] {
  const filled = [...negativeSlots(y, streams, i), ...positiveSlots(y, streams, i)]
    .map(({ target }) => Math.fround(target))
  const all = [...filled, ...Array<number>(y.length ** 2 - filled.length).fill(0)]
  const known = all.map(each => each === -1 ? -Infinity : each).sort((a, b) => a - b)
  return known.slice(-width).map(each => each === -Infinity ? -1 : each)
}

/** The products of anchors with what is in their lists; that of a filling is minus their sum. */
function slotProducts (slots: readonly Slot[][], rows: Tensor2D, still: Tensor2D): Tensor2D {
  const [size] = rows.shape
  const width = slots[0].length
  const weights = new Float32Array(size * width * size)
  slots.forEach((list, i) => {
    list.forEach(({ parts }, p) => {
      for (const [row, weight] of parts) weights[(i * width + p) * size + row] += weight
    })
  })
  const fill = table(size, width, (i, p) => slots[i][p].kind === 'padding' ? -1 : 0)
  const products = tf.expandDims(rowProducts(rows, still), 2)
  const mixed = tf.squeeze(tf.matMul(tf.tensor3d(weights, [size, width, size]), products), [2])
  const sums = rowDots(rows, tf.onesLike(rows))
  return tf.add<Tensor2D>(mixed, tf.mul(fill, tf.expandDims(sums, 1)))
}

function others (size: number): number[] {
  return Array.from({ length: size }, (_, k) => k)
}
