import type { Boxes, Resize } from '../contract/index.js'
import { fail } from '../errors.js'

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
 * @throws OPTION for an empty list, and for boxes that are none or name other axes than the first
 */
export function boxes (list: readonly Box[], from?: readonly Box[], resize?: Resize): Boxes {
  const [first] = Array.isArray(list) ? list as readonly Box[] : []
  const axes = Object.keys(Object(first) as Box)
  checkList(list, axes, 'list')
  if (from !== undefined) checkList(from, axes, 'from')
  return {
    kind: 'boxes',
    axes,
    ...corners(list, axes),
    ...(from === undefined ? {} : { from: corners(from, axes) }),
    ...(resize === undefined ? {} : { resize })
  }
}

function checkList (list: readonly Box[], axes: readonly string[], option: string): void {
  if (!Array.isArray(list) || list.length === 0)
    throw fail('OPTION', 'boxes', option, 'must be a list of at least one box', list)
  const isSpan = (span: unknown): boolean =>
    Array.isArray(span) && span.length === 2 && span.every(Number.isSafeInteger)
  const wrong = Array.from<Box | undefined>(list).findIndex(box =>
    typeof box !== 'object' || box === null || Object.keys(box).length !== axes.length ||
    !axes.every(axis => isSpan(box[axis])))
  if (wrong < 0) return
  const spans = axes.length === 0
    ? 'an object'
    : `{ ${axes.join(', ')} }, each [start, end] in whole cells`
  throw fail('OPTION', 'boxes', `${option}[${wrong}]`, `must be ${spans}`, list[wrong])
}

function corners (
  list: readonly Box[], axes: readonly string[]
): { start: Int32Array, end: Int32Array } {
  const start = new Int32Array(list.length * axes.length)
  const end = start.slice()
  let k = 0
  for (const box of list) {
    for (const axis of axes) {
      start[k] = box[axis][0]
      end[k++] = box[axis][1]
    }
  }
  return { start, end }
}
