import * as z from 'zod'
import type { Box } from '../../../core/index.js'
import { boxes, count, defineMixer, over, times } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/**
 * Kornia's `RandomJigsaw`: the patches of every image in another order; its target stays.
 *
 * Law of kornia/kornia@b4f5a78a1, `jigsaw.py`: a random permutation of the grid for every image.
 * Patches are numbered line by line where they come from, and laid out column by column, so that the
 * order 0, 1, 2 … is not the image itself. `layout: 'rows'` lays them out line by line, as one would
 * expect. Kornia shuffles an image with probability 0.5: `sometimes(0.5, …)` does so for a batch.
 */
export const korniaJigsaw = defineMixer({
  name: 'kornia-jigsaw',
  domain: 'image',
  paper: 'kornia',
  options: z.object({
    grid: z.tuple([count, count]).default([4, 4]).describe('[rows, columns] of patches'),
    layout: z.enum(['columns', 'rows']).default('columns').describe("kornia's, or line by line")
  }),

  plan ({ size, frame }, { grid, layout }, draw) {
    const [rows, columns] = grid
    if (frame[0] % rows !== 0 || frame[1] % columns !== 0) {
      const allowed = `must have sides that ${rows} × ${columns} patches fill`
      throw fail('INPUT', 'kornia-jigsaw', 'x', allowed, frame)
    }
    const cells = rows * columns
    const orders = times(size, () => draw.permutation('order', cells))
    const patch = (row: number, column: number): Box => {
      const [height, width] = [frame[0] / rows, frame[1] / columns]
      return {
        height: [row * height, (row + 1) * height], width: [column * width, (column + 1) * width]
      }
    }
    const line = (cell: number): Box => patch(Math.floor(cell / columns), cell % columns)
    return times(cells, k => over({ pool: 'batch' }, {
      where: boxes(
        [layout === 'rows' ? line(k) : patch(k % rows, Math.floor(k / rows))],
        orders.map(order => line(order[k])))
    }))
  }
})
