import { pasteBoxes, pasteResized } from '../../../../core/index.js'
import type { Group } from '../case.js'

/** Boxes half as high and half as wide as a picture. */
export const paste: Group = {
  name: 'boxes',
  cases: ({ x, shape: [, height, width], partner }) => {
    const start = Int32Array.of(height / 4, width / 4)
    const end = Int32Array.of(height * 3 / 4, width * 3 / 4)
    const from = { start: Int32Array.of(0, 0), end: Int32Array.of(height, width) }
    const boxes = { start, end, rows: partner }
    return [
      {
        name: 'pasteBoxes', bound: 'copy', limit: 1.5, aim: 1.25,
        run: () => pasteBoxes(x, x, { axes: 2, ...boxes })
      },
      {
        name: 'pasteResized, bilinear', bound: 'resized', limit: 0.5,
        run: () => pasteResized(x, x, { ...boxes, from, resize: 'bilinear' })
      },
      {
        name: 'pasteResized, nearest', bound: 'resized', limit: 0.5,
        run: () => pasteResized(x, x, { ...boxes, from, resize: 'nearest' })
      }
    ]
  }
}
