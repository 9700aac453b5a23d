import type { Boxes, Resize } from '../contract/index.js'

/**
 * A half-open box, axis by axis: `{ height: [2, 6], width: [0, 4] }`. Axes it does not name are
 * whole.
 */
export type Box = Readonly<Record<string, Span>>
/** From `start` up to, not including, `end`. */
export type Span = readonly [start: number, end: number]

/**
 * A region of boxes, one for all pieces or one each.
 *
 * @param list - the boxes, in cells of the frame; all name the same axes
 * @param from - shows this part of the view, resized into the box, instead of what lies under it
 */
export function boxes (list: readonly Box[], from?: readonly Box[], resize?: Resize): Boxes {
  const axes = Object.keys(list[0])
  return {
    kind: 'boxes',
    axes,
    ...corners(list, axes),
    ...(from === undefined ? {} : { from: corners(from, axes) }),
    ...(resize === undefined ? {} : { resize })
  }
}

function corners (list: readonly Box[],
  axes: readonly string[]): { start: Int32Array, end: Int32Array } {
  const side = (which: 0 | 1): Int32Array =>
    Int32Array.from(list.flatMap(box => axes.map(axis => box[axis][which])))
  return { start: side(0), end: side(1) }
}
