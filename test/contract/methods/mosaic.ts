import * as z from 'zod'
import type { Box, Span } from '../../../core/index.js'
import { boxes, defineMixer, interval, over, own, times } from '../../../core/index.js'

/**
 * Mosaic: the part of two by two images that a window of one image's size sees.
 *
 * Bochkovskiy et al., arXiv:2004.10934; the window of kornia's `RandomMosaic`. Labels by area.
 */
export const mosaic = defineMixer({
  name: 'mosaic',
  domain: 'image',
  paper: 'arXiv:2004.10934',
  options: z.object({ start: interval.default([0.3, 0.7]).describe('where a window starts') }),

  plan ({ size, shape: [height, width], pair }, { start: [low, high] }, draw) {
    const start = (name: string, length: number) =>
      Math.floor(draw.uniform(name, low, high) * length)
    const starts = times(size, () => [start('y', height), start('x', width)])
    const tile = (down: number, across: number) => {
      const list = starts.map(([y, x]) => [piece(down, y, height), piece(across, x, width)])
      const box = (side: 'into' | 'from') => list.map(([rows, columns]): Box =>
        ({ height: rows[side], width: columns[side] }))
      return { where: boxes(box('into'), box('from')) }
    }
    return [
      own(tile(0, 0)), over(pair(), tile(0, 1)), over(pair(), tile(1, 0)), over(pair(), tile(1, 1))
    ]
  }
})

/** What a window from `start` sees of the first or second image along an axis, and where. */
function piece (which: number, start: number, length: number): Record<'into' | 'from', Span> {
  return which === 0
    ? { into: [0, length - start], from: [start, length] }
    : { into: [length - start, length], from: [0, start] }
}
