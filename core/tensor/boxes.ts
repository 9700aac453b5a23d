import { fail } from '../errors.js'
import { product } from './rows.js'

/** Half-open boxes `[n or 1, axes]`, row-major, in cells. */
export interface Corners { readonly start: Int32Array, readonly end: Int32Array }

/** Cells of a tensor that is read as a matrix with one cell a row. */
export interface BoxCells {
  /** Numbers in a cell. */
  readonly width: number
  /** Cells in one row of the tensor. */
  readonly perRow: number
  /** The cells of the boxes, output by output. */
  readonly into: Int32Array
  /** How many of them belong to each output. */
  readonly counts: Int32Array
}

/**
 * The cells that boxes cover. Cells are as wide as the boxes allow: a band of rows is made of whole
 * rows, a grid of patches of whole runs of them, so that fewer are moved.
 *
 * @param shape - `[n, a1 … ak, ...rest]`
 * @param axes - k, how many axes the boxes have
 */
export function boxCells (shape: readonly number[], axes: number, corners: Corners): BoxCells {
  const [n] = shape
  const lengths = shape.slice(1, axes + 1)
  const start = Int32Array.from(corners.start)
  const end = Int32Array.from(corners.end)
  let width = product(shape.slice(axes + 1))
  for (let axis = axes - 1; axis >= 0; axis--) {
    const step = coarsest(start, end, lengths[axis], axis, axes)
    for (let i = axis; i < start.length; i += axes) {
      start[i] /= step
      end[i] /= step
    }
    width *= step
    lengths[axis] /= step
    if (lengths[axis] > 1) break
  }
  const shared = start.length === axes
  const at = (output: number): number => shared ? 0 : output * axes
  const counts = new Int32Array(n).map((_, output) => volume(start, end, at(output), axes))
  const perRow = product(lengths)
  const into = new Int32Array(counts.reduce((sum, count) => sum + count, 0))
  let k = 0
  for (let output = 0; output < n; output++) {
    eachRun(lengths, start, end, at(output), 0, 0, (first, length) => {
      const cell = output * perRow + first
      for (let i = 0; i < length; i++) into[k++] = cell + i
    })
  }
  return { width, perRow, into, counts }
}

/** The largest step along an axis that meets every edge. */
function coarsest (
  start: Int32Array, end: Int32Array, length: number, axis: number, axes: number
): number {
  let step = length
  for (let i = axis; i < start.length && step > 1; i += axes) {
    step = divisor(divisor(step, start[i]), end[i])
  }
  return step
}

function divisor (a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

function volume (start: Int32Array, end: Int32Array, at: number, axes: number): number {
  let cells = 1
  for (let i = at; i < at + axes; i++) cells *= end[i] - start[i]
  return cells
}

/** Visits the runs of a box along its last axis. */
function eachRun (
  lengths: readonly number[], start: Int32Array, end: Int32Array, at: number, axis: number,
  before: number, visit: (first: number, length: number) => void
): void {
  const from = before * lengths[axis]
  const low = start[at + axis]
  const high = end[at + axis]
  if (axis === lengths.length - 1) {
    visit(from + low, high - low)
    return
  }
  for (let i = low; i < high; i++) eachRun(lengths, start, end, at, axis + 1, from + i, visit)
}

/** The edges of boxes of outputs in another order; one box serves all in any. */
export function reorderedCorners (
  edges: Int32Array, axes: number, order: Int32Array
): Int32Array {
  if (edges.length === axes) return edges
  const moved = new Int32Array(edges.length)
  order.forEach((output, i) => {
    moved.set(edges.subarray(output * axes, (output + 1) * axes), i * axes)
  })
  return moved
}

/**
 * Checks boxes.
 *
 * @param n - the number of rows they are for
 * @param lengths - of the axes they have
 * @throws TENSOR for what is not `[n or 1, axes]`, ends before it starts, or reaches outside
 */
export function checkCorners (
  { start, end }: Corners, n: number, lengths: readonly number[], who: string, where = ''
): void {
  const axes = lengths.length
  const refuse = (name: string, allowed: string, got: unknown): Error =>
    fail('TENSOR', who, `${where}${name}`, allowed, got)
  for (const [name, edges] of [['start', start], ['end', end]] as const) {
    if (!(edges instanceof Int32Array)) throw refuse(name, 'must be an Int32Array', edges)
    if (edges.length !== axes && edges.length !== n * axes) {
      throw refuse(name, `must have shape [${n} or 1, ${axes}]`, edges)
    }
  }
  if (start.length !== end.length) {
    throw refuse('end', `must have ${start.length} entries, as start`, end)
  }
  start.forEach((low, i) => {
    const axis = i % axes
    const length = lengths[axis]
    const high = end[i]
    if (low < 0 || low > length) throw refuse('start', `must be 0 … ${length} on axis ${axis}`, low)
    if (high < low || high > length) {
      throw refuse('end', `must be ${low} … ${length} on axis ${axis}`, high)
    }
  })
}
