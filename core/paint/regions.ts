import type { Boxes, Mask } from '../contract/index.js'
import { levelsOf } from '../plan/columns.js'
import type { ListedLevels } from '../plan/columns.js'
import { isIdentity } from '../plan/layers.js'
import { boxShares, cellAt, cellsAlong, maskShares, spansOf } from '../plan/region.js'
import type { Rules } from '../plan/rules.js'
import type { HostMask } from '../tensor/index.js'
import type { Stroke } from './strokes.js'
import { coversAll } from './strokes.js'

/**
 * What regions are measured by: the domain's axes, the frame of the plan, and the lengths at hand.
 */
export interface Easel {
  readonly axes: readonly string[]
  readonly frame: readonly number[]
  /** The lengths of the axes in what is painted; equal to the frame but for hidden maps. */
  readonly lengths: readonly number[]
  readonly rules: Rules | undefined
}

/** Corners `[outputs or 1, axes]`, row-major; the box of an output without a piece is empty. */
export interface Corners { readonly start: Int32Array, readonly end: Int32Array }

/** Whether what is painted has the resolution of the plan, so that boxes fall on whole cells. */
export function atFrame ({ frame, lengths }: Easel): boolean {
  return frame.every((length, a) => length === lengths[a])
}

/**
 * A span of the frame in cells of another length, to the nearest whole ones. One of a part that is
 * shown keeps at least the cell in its middle: there must be something to show.
 */
export function nearestSpan (
  [start, end]: readonly [start: number, end: number], frame: number, length: number, shown: boolean
): readonly [start: number, end: number] {
  const [from, to] = [start, end].map(edge => Math.round(edge * length / frame))
  if (to > from || end === start || !shown) return [from, to]
  const cell = Math.min(length - 1, Math.floor((start + end) / 2 * length / frame))
  return [cell, cell + 1]
}

/**
 * The boxes of a stroke for every output, along all axes, in cells of what is painted: to the
 * nearest whole cell away from the frame's resolution. One box serves all where the layer has one.
 *
 * @param shown - the boxes are parts that are shown, of which something is left at any resolution
 */
export function cornersOf (stroke: Stroke, where: Boxes, easel: Easel, shown = false): Corners {
  const { axes, frame, lengths } = easel
  const size = stroke.pieceOf.length
  const shared = where.start.length === where.axes.length && coversAll(stroke)
  const listed = shared || (isIdentity(stroke.pieceOf, size) && isIdentity(stroke.entries, size))
  if (listed && where.axes.length === axes.length && atFrame(easel))
    return { start: where.start, end: where.end }
  const count = shared ? 1 : size
  const corners = { start: new Int32Array(count * axes.length),
    end: new Int32Array(count * axes.length) }
  for (let output = 0; output < count; output++) {
    const piece = stroke.pieceOf[output]
    if (piece < 0) continue
    spansOf(where, stroke.entries[piece], axes, frame).forEach((span, a) => {
      const [start, end] = nearestSpan(span, frame[a], lengths[a], shown)
      corners.start[output * axes.length + a] = start
      corners.end[output * axes.length + a] = end
    })
  }
  return corners
}

/**
 * What a listed region shows of every output, `[outputs or 1, ...lengths]`; 0 for an output without
 * a piece.
 */
export function sharesOf (
  stroke: Stroke, where: Boxes | Mask, easel: Easel
): { readonly data: Float32Array, readonly shape: readonly number[] } {
  const { axes, frame, lengths } = easel
  const cells = lengths.reduce((product, n) => product * n, 1)
  const levels = where.kind === 'mask' ? levelsOf(where, stroke.count, easel.rules) : undefined
  const one = isShared(where, levels) && stroke.pieceOf.every(piece => piece >= 0)
  const count = one ? 1 : stroke.pieceOf.length
  const data = new Float32Array(count * cells)
  for (let output = 0; output < count; output++) {
    const piece = stroke.pieceOf[output]
    if (piece < 0) continue
    const entry = stroke.entries[piece]
    data.set(where.kind === 'boxes'
      ? boxShares(where, entry, axes, frame, lengths)
      : maskShares(where, levels as ListedLevels, entry, axes, frame, lengths), output * cells)
  }
  return { data, shape: [count, ...lengths] }
}

/**
 * What a listed region shows of every output, as levels. At the frame's resolution those of a mask
 * are only carried over, or serve as they are listed.
 */
export function levelsShown (stroke: Stroke, where: Boxes | Mask, easel: Easel): HostMask {
  if (where.kind === 'boxes' || !atFrame(easel)) return sharesOf(stroke, where, easel)
  const listed = levelsOf(where, stroke.count, easel.rules)
  const one = isShared(where, listed)
  const size = where.grid.reduce((product, n) => product * n, 1)
  const levels = where.outside === true ? complement(listed, where.of) : listed
  const spread = spreadOver(where, easel)
  if (one && coversAll(stroke)) {
    return { data: spread(levels, 1, () => 0), shape: [1, ...easel.lengths], of: where.of }
  }
  const { pieceOf, entries } = stroke
  const first = (output: number): number =>
    pieceOf[output] < 0 ? -1 : one ? 0 : entries[pieceOf[output]] * size
  const count = pieceOf.length
  return { data: spread(levels, count, first), shape: [count, ...easel.lengths], of: where.of }
}

function complement (levels: ListedLevels, of: number): ListedLevels {
  const rest = levels.slice()
  for (let k = 0; k < rest.length; k++) rest[k] = of - rest[k]
  return rest
}

/** Which cells of a mask the positions along every axis fall into: they sum to its number. */
export function placesOf (
  where: Mask, axes: readonly string[], frame: readonly number[]
): Int32Array[] {
  const cells = axes.map(axis => cellsAlong(where, axis))
  return axes.map((axis, a) => {
    const step = cells.slice(a + 1).reduce((product, n) => product * n, 1)
    const cell = cellAt(where, axis, frame[a])
    return Int32Array.from({ length: frame[a] }, (_, position) => cell(position) * step)
  })
}

/** Lays the cells of masks over the frame: `count` of them, each from `first` on; none from -1. */
type Spread = (levels: ListedLevels, count: number, first: (output: number) => number) =>
ListedLevels

function spreadOver (where: Mask, { axes, frame }: Easel): Spread {
  const places = placesOf(where, axes, frame)
  const lines = places.slice(0, -1).reduce<readonly number[]>((found, axis) =>
    found.flatMap(at => Array.from(axis, step => at + step)), [0])
  const along = places[places.length - 1] ?? Int32Array.of(0)
  const size = lines.length * along.length
  const same = axes.every((axis, a) => cellsAlong(where, axis) === frame[a])
  return (levels, count, first) => {
    const inOrder = (): boolean => Array.from({ length: count }, (_, i) => first(i))
      .every((at, i) => at === i * size)
    if (same && levels.length === count * size && inOrder()) return levels
    const Kind = levels.constructor as new (length: number) => ListedLevels
    const data = new Kind(count * size)
    for (let output = 0, at = 0; output < count; output++, at = output * size) {
      const from = first(output)
      if (from < 0) continue
      if (same) data.set(levels.subarray(from, from + size), at)
      else spreadLines(data, at, levels, from, lines, along)
    }
    return data
  }
}

/** Lines of the same cells are copies of the first of them, twice as many every time. */
function spreadLines (
  data: ListedLevels, at: number, levels: ListedLevels, from: number, lines: readonly number[],
  along: Int32Array
): void {
  const width = along.length
  for (let line = 0, next = 0; line < lines.length; line = next) {
    const start = at + line * width
    const first = from + lines[line]
    for (let k = 0; k < width; k++) data[start + k] = levels[first + along[k]]
    for (next = line + 1; next < lines.length && lines[next] === lines[line];) next++
    const end = at + next * width
    for (let done = start + width; done < end; done += done - start) {
      data.copyWithin(done, start, Math.min(done, start + end - done))
    }
  }
}

function isShared (where: Boxes | Mask, levels: ListedLevels | undefined): boolean {
  if (where.kind === 'boxes') return where.start.length === where.axes.length
  return levels?.length === where.grid.reduce((product, n) => product * n, 1)
}
