import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostCoefficient } from './check.js'
import { isIdentity } from './check.js'
import { column, matrix, pick, put, rest, scale } from './rows.js'

/** Cells of a tensor, read as a matrix with one cell a row, and what is painted into them. */
export interface Part {
  /** The cells that are painted, each once. */
  readonly into: Int32Array
  /** What is painted there, `[cells, width]`. */
  readonly paint: Tensor2D
  /** How strongly it covers what is there. */
  readonly share: HostCoefficient
}

/**
 * Paints parts into some cells of a tensor. All others, and whatever is not shown, take no part in
 * any arithmetic: what is hidden may be infinite or not a number.
 *
 * @param width - numbers in a cell
 */
export function paintCells (base: Tensor, width: number, parts: readonly Part[]): Tensor {
  const canvas = matrix(base, width)
  const visible = parts.filter(({ into, share }) => into.length > 0 && share !== 0)
  if (visible.length === 0) return tf.clone(base)
  const painted = visible.map(({ into, paint, share }) => {
    if (share === 1) return paint
    const under = pick(canvas, into)
    const mixed = tf.add<Tensor2D>(scale(under, rest(share)), scale(paint, share))
    if (typeof share === 'number') return mixed
    return [under, paint].reduce((all, alone, seen) => share.includes(seen)
      ? tf.where(tf.equal(column(share), seen), alone, all)
      : all, mixed)
  })
  const rows = painted.length === 1 ? painted[0] : tf.concat(painted, 0)
  const into = joined(visible.map(part => part.into))
  const whole = isIdentity(into, canvas.shape[0])
  return tf.reshape(whole ? rows : put(canvas, into, rows), base.shape)
}

/** Lists of one kind, one after the other. */
export function joined<List extends Int32Array | Float64Array> (lists: readonly List[]): List {
  if (lists.length === 1) return lists[0]
  const length = lists.reduce((sum, list) => sum + list.length, 0)
  const all = new (lists[0].constructor as new (length: number) => List)(length)
  let at = 0
  for (const list of lists) {
    all.set(list, at)
    at += list.length
  }
  return all
}

/** Numbers of outputs as numbers of their cells. */
export function perCell (coefficient: HostCoefficient, counts: Int32Array): HostCoefficient {
  if (typeof coefficient === 'number') return coefficient
  const cells = new Float64Array(counts.reduce((sum, count) => sum + count, 0))
  let at = 0
  counts.forEach((count, output) => { cells.fill(coefficient[output], at, at += count) })
  return cells
}

/**
 * The same cells in the rows that are shown: cell c of output i is cell c of row `rows[i]`.
 *
 * @param counts - how many of the cells belong to each output
 * @param perRow - cells in a row
 */
export function inRows (
  into: Int32Array, counts: Int32Array, rows: Int32Array | undefined, perRow: number
): Int32Array {
  if (rows === undefined) return into
  const from = new Int32Array(into.length)
  let k = 0
  counts.forEach((count, output) => {
    const shift = (rows[output] - output) * perRow
    for (const end = k + count; k < end; k++) from[k] = into[k] + shift
  })
  return from
}
