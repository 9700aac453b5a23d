import type { Boxes, Mask } from '../contract/index.js'
import { levelsOf } from '../plan/columns.js'
import type { ListedLevels } from '../plan/columns.js'
import { boxShares, maskShares, spansOf } from '../plan/region.js'
import type { Rules } from '../plan/rules.js'
import type { Stroke } from './strokes.js'

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
  const shared = where.start.length === where.axes.length &&
    stroke.pieceOf.every(piece => piece >= 0)
  const count = shared ? 1 : stroke.pieceOf.length
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

function isShared (where: Boxes | Mask, levels: ListedLevels | undefined): boolean {
  if (where.kind === 'boxes') return where.start.length === where.axes.length
  return levels?.length === where.grid.reduce((product, n) => product * n, 1)
}
