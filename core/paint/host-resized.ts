import type { Boxes, Resize } from '../contract/index.js'
import { sampling } from '../tensor/sampling.js'
import type { Numbers } from './host-array.js'
import type { Easel } from './regions.js'
import { cornersOf } from './regions.js'
import type { Stroke } from './strokes.js'

/** The picture that a box shows of a row: the part it looks at, made to fit, where the box lies. */
export type Resized = (source: Numbers, output: number) => Float32Array

/**
 * Resized boxes on host arrays, of any number of axes, as `pasteResized` has them.
 *
 * @param where - with a `from`
 */
export function resizedBoxes (stroke: Stroke, where: Boxes, easel: Easel): Resized {
  const { lengths } = easel
  const into = cornersOf(stroke, where, easel)
  const from = cornersOf(stroke, { ...where, ...where.from }, easel, true)
  const axes = lengths.length
  const entry = (list: Int32Array, output: number): Int32Array =>
    list.length === axes ? list : list.subarray(output * axes, (output + 1) * axes)
  return (source, output) => {
    const [start, end, low, high] = [into.start, into.end, from.start, from.end]
      .map(list => entry(list, output))
    const cell = source.length / lengths.reduce((product, n) => product * n, 1)
    const view = new Float32Array(source.length)
    const moved = lengths.every((_, a) => high[a] - low[a] === end[a] - start[a])
    if (moved) return move(source, view, { lengths, cell, start, end, low })
    const looks = lengths.map((_, a) =>
      looksOf(high[a] - low[a], end[a] - start[a], where.resize ?? 'nearest'))
    const paint = (axis: number, to: number, parts: readonly Part[]): void => {
      if (axis === axes) {
        for (let c = 0; c < cell; c++) view[to * cell + c] = valueOf(source, parts, cell, c)
        return
      }
      for (let p = 0; p < end[axis] - start[axis]; p++) {
        const next = parts.flatMap(({ at, weight }) => looks[axis][p].map(look => ({
          at: at * lengths[axis] + low[axis] + look.at, weight: weight * look.weight
        })))
        paint(axis + 1, to * lengths[axis] + start[axis] + p, next)
      }
    }
    paint(0, 0, [{ at: 0, weight: 1 }])
    return view
  }
}

/** A box that shows a part of its own size: its lines are copied. */
function move (
  source: Numbers, view: Float32Array,
  { lengths, cell, start, end, low }: {
    readonly lengths: readonly number[]
    readonly cell: number
    readonly start: Int32Array
    readonly end: Int32Array
    readonly low: Int32Array
  }
): Float32Array {
  let [last, run] = [lengths.length - 1, cell]
  // Axes that are whole are one line with those before them
  for (; last > 0 && end[last] - start[last] === lengths[last]; last--) run *= lengths[last]
  const copy = (axis: number, to: number, from: number): void => {
    if (axis === last) {
      const first = (from * lengths[axis] + low[axis]) * run
      const line = source.subarray(first, first + (end[axis] - start[axis]) * run)
      view.set(line, (to * lengths[axis] + start[axis]) * run)
      return
    }
    for (let p = 0; p < end[axis] - start[axis]; p++)
      copy(axis + 1, to * lengths[axis] + start[axis] + p, from * lengths[axis] + low[axis] + p)
  }
  copy(0, 0, 0)
  return view
}

/** A cell that is looked at, and how much of it is taken. */
interface Part { readonly at: number, readonly weight: number }

/** What every position looks at, nothing twice. */
function looksOf (from: number, to: number, resize: Resize): ReadonlyArray<readonly Part[]> {
  if (to === 0) return []
  const looks = sampling(from, to, resize)
  return Array.from({ length: to }, (_, p) =>
    looks.map(({ at, weights }) => ({ at: at[p], weight: weights[p] }))
      .filter(({ weight }) => weight > 0))
}

/** Products and sums are rounded to float32, in the order of the looks, as tensors are. */
function valueOf (source: Numbers, parts: readonly Part[], cell: number, c: number): number {
  if (parts.length === 1) return source[parts[0].at * cell + c]
  return parts.reduce((sum, { at, weight }) =>
    Math.fround(sum + Math.fround(Math.fround(weight) * source[at * cell + c])), 0)
}
