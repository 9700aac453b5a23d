import * as z from 'zod/mini'
import type { Box, Span } from '../../../core/index.js'
import { boxes, defineMixer, interval, over, own, rows, times } from '../../../core/index.js'

/**
 * Mosaic: the part of two by two images that a window of one image's size sees; targets by area.
 *
 * Bochkovskiy et al., YOLOv4, arXiv:2004.10934. Law of kornia/kornia@b4f5a78a1, `mosaic.py`,
 * `RandomMosaic`: the image itself is above and to the left, then, column by column, three of a
 * random permutation of all that the batch has three times; the window starts at a uniform share of
 * each side. Masks and annotation boxes follow. Kornia mixes with probability 0.7.
 *
 * Departures: height and width are not exchanged, which only a square image survives; labels,
 * which Kornia does not mix, get the share of their image.
 */
export const korniaMosaic = defineMixer({
  name: 'kornia-mosaic',
  domain: 'image',
  paper: 'arXiv:2004.10934',
  pairing: 'own',
  options: z.object({
    start: interval.default([0.3, 0.7]).describe('[low, high] shares of a side where windows start')
  }),

  plan ({ size, frame }, { start: [low, high] }, draw) {
    const order = draw.permutation('tiles', size * 3)
    const starts = times(size, () => ['startX', 'startY'].map((name, a) =>
      Math.floor(draw.uniform(name, low * frame[1 - a], high * frame[1 - a]))).reverse())
    // Tile k lies in column ⌊k / 2⌋ and row k mod 2
    const tile = (k: number) => {
      const sides = starts.map(each => each.map((at, a) => side([k % 2, k >> 1][a], at, frame[a])))
      const list = (which: 'into' | 'from') => sides.map(([down, across]): Box =>
        ({ height: down[which], width: across[which] }))
      return { where: boxes(list('into'), list('from')) }
    }
    const partner = (k: number) => rows(size, i => order[i * 3 + k - 1] % size)
    return [
      own(tile(0)),
      ...times(3, k => over({ pool: 'batch', rows: partner(k + 1) }, tile(k + 1)))
    ]
  }
})

/** What a window from `start` sees of the first or second image along an axis, and where. */
function side (which: number, start: number, length: number): Record<'into' | 'from', Span> {
  return which === 0
    ? { into: [0, length - start], from: [start, length] }
    : { into: [length - start, length], from: [0, start] }
}
