import type { Resize } from '../contract/index.js'
import type { Corners } from './boxes.js'
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
  /** Cells of the source, as many as in `into`; without weights there is one look, a copy. */
  readonly looks: ReadonlyArray<{ readonly from: Int32Array, readonly weights?: Float64Array }>
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
  const counts = Int32Array.from({ length: shape[0] }, (_, output) => {
    const [low, high] = [at(start, output), at(end, output)]
    return (high[0] - low[0]) * (high[1] - low[1])
  })
  const total = counts.reduce((sum, count) => sum + count, 0)
  const into = new Int32Array(total)
  const looks = Array.from({ length: resize === 'nearest' ? 1 : 4 }, () => ({
    from: new Int32Array(total), weights: new Float64Array(total)
  }))
  let k = 0
  for (let output = 0; output < shape[0]; output++) {
    const [low, high, fromLow, fromHigh] = [start, end, from.start, from.end].map(edges => at(edges, output))
    const down = sampling(fromHigh[0] - fromLow[0], high[0] - low[0], resize)
    const right = sampling(fromHigh[1] - fromLow[1], high[1] - low[1], resize)
    const first = (rows === undefined ? output : rows[output]) * sourceShape[1] + fromLow[0]
    for (let y = 0; y < high[0] - low[0]; y++) {
      for (let x = 0; x < high[1] - low[1]; x++, k++) {
        into[k] = (output * shape[1] + low[0] + y) * shape[2] + low[1] + x
        looks.forEach(({ from, weights }, look) => {
          const [row, byRow] = look < 2 ? [down.low[y], 1 - down.toHigh[y]] : [down.high[y], down.toHigh[y]]
          const [column, byColumn] = look % 2 === 0
            ? [right.low[x], 1 - right.toHigh[x]]
            : [right.high[x], right.toHigh[x]]
          from[k] = (first + row) * sourceShape[2] + fromLow[1] + column
          weights[k] = byRow * byColumn
        })
      }
    }
  }
  return { into, counts, looks: resize === 'nearest' ? [{ from: looks[0].from }] : looks }
}
