import type { Resize } from '../contract/index.js'
import type { Corners } from './boxes.js'
import type { Look } from './sampling.js'
import { sampling } from './sampling.js'

/** Boxes, and the part of the source that each of them shows, `[n or 1, 2]` (height, width). */
export interface ResizedBoxes extends Corners {
  readonly from: Corners
  /** How the part is made to fit its box. */
  readonly resize: Resize
}

/** The cells of boxes and what each of them is a weighted sum of. */
export interface ResizedCells {
  readonly into: Int32Array
  /** How many of them belong to each output. */
  readonly counts: Int32Array
  /** Cells of the source, as many as in `into`: one look, which is a copy, or four. */
  readonly looks: readonly Look[]
}

/**
 * The cells of resized boxes. Tensors are read as matrices with one cell, `[height, width]`, a row.
 *
 * @param shape - `[n, height, width]` of what is painted
 * @param sourceShape - `[m, height, width]` of what is shown
 * @param rows - the row of the source that each output shows; absent: row i for output i
 */
export function resizedCells (
  { start, end, from, resize }: ResizedBoxes, shape: readonly number[],
  sourceShape: readonly number[], rows?: Int32Array
): ResizedCells {
  const at = (edges: Int32Array, output: number): Int32Array =>
    edges.length === 2 ? edges : edges.subarray(output * 2, output * 2 + 2)
  const counts = new Int32Array(shape[0]).map((_, output) => {
    const [low, high] = [at(start, output), at(end, output)]
    return (high[0] - low[0]) * (high[1] - low[1])
  })
  const total = counts.reduce((sum, count) => sum + count, 0)
  const into = new Int32Array(total)
  const looks = Array.from({ length: resize === 'nearest' ? 1 : 4 }, () => {
    return { at: new Int32Array(total), weights: new Float64Array(total) }
  })
  let first = 0
  counts.forEach((count, output) => {
    const [low, high] = [at(start, output), at(end, output)]
    const [partLow, partHigh] = [at(from.start, output), at(from.end, output)]
    const [down, right] = [0, 1].map(axis =>
      sampling(partHigh[axis] - partLow[axis], high[axis] - low[axis], resize))
    const painted = [down, right].map((_, axis) => whole(low[axis], high[axis]))
    fill(into, undefined, first, painted[0], painted[1], output * shape[1], shape[2])
    const row = (rows === undefined ? output : rows[output]) * sourceShape[1] + partLow[0]
    looks.forEach((look, l) => {
      const [rowLook, columnLook] = [down[l >> 1], right[l & 1]]
      fill(look.at, look.weights, first, rowLook, columnLook, row, sourceShape[2], partLow[1])
    })
    first += count
  })
  return { into, counts, looks }
}

/** Every cell of a span, as it is. */
function whole (low: number, high: number): Look {
  const at = new Int32Array(high - low).map((_, i) => low + i)
  return { at, weights: new Float64Array(at.length).fill(1) }
}

/** Lists the cells that looks along both axes meet in, and their weights. */
function fill (
  cells: Int32Array, weights: Float64Array | undefined, first: number, down: Look, right: Look,
  row: number, width: number, column = 0
): void {
  const across = right.at.length
  for (let y = 0, k = first; y < down.at.length; y++) {
    const start = (row + down.at[y]) * width + column
    for (let x = 0; x < across; x++, k++) {
      cells[k] = start + right.at[x]
      if (weights !== undefined) weights[k] = down.weights[y] * right.weights[x]
    }
  }
}
