import * as z from 'zod/mini'
import type { Box } from '../../../core/index.js'
import { boxes, defineMixer, option, over, times } from '../../../core/index.js'

const side = z.int('must be a whole number from 1 to 64').check(z.gte(1), z.lte(64))

/**
 * Kornia's `RandomJigsaw`: the patches of every image in another order; its target stays.
 *
 * Law of kornia/kornia@b4f5a78a1, `jigsaw.py`: a random permutation of the grid for every image.
 * Patches are numbered line by line where they come from, and laid out column by column, so that
 * the order 0, 1, 2 … is not the image itself. `layout: 'rows'` lays them out line by line, as one
 * would expect. Kornia shuffles an image with probability 0.5: `sometimes(0.5, …)` does so for a
 * batch.
 *
 * Departure: where patches do not fill the image, which Kornia refuses, they differ by a pixel and
 * are resized to the place they go to; there are no more of them along a side than pixels.
 */
export const korniaJigsaw = defineMixer({
  name: 'kornia-jigsaw',
  domain: 'image',
  paper: 'kornia',
  pairing: 'own',
  options: z.object({
    grid: option(z.tuple([side, side])).default([4, 4]).describe('[rows, columns] of patches'),
    layout: option(z.enum(['columns', 'rows'])).default('columns')
      .describe("kornia's, or line by line"),
    reordered: option(z.boolean()).default(false)
      .describe("whether an order that is 0, 1, 2 … is drawn again, kornia's ensure_perm")
  }),

  plan ({ size, frame }, { grid, layout, reordered }, draw) {
    const [rows, columns] = grid.map((count, a) => Math.min(count, frame[a]))
    const orders = times(size, () => {
      const drawn = (): Int32Array => draw.permutation('order', rows * columns)
      let order = drawn()
      // One patch has no other order
      while (reordered && order.length > 1 && order.every((cell, k) => cell === k)) order = drawn()
      return order
    })
    const edge = (k: number, count: number, length: number): number =>
      Math.floor(k * length / count)
    const patch = (row: number, column: number): Box => ({
      height: [edge(row, rows, frame[0]), edge(row + 1, rows, frame[0])],
      width: [edge(column, columns, frame[1]), edge(column + 1, columns, frame[1])]
    })
    const line = (cell: number): Box => patch(Math.floor(cell / columns), cell % columns)
    return times(rows * columns, k => over({ pool: 'batch' }, {
      where: boxes(
        [layout === 'rows' ? line(k) : patch(k % rows, Math.floor(k / rows))],
        orders.map(order => line(order[k])))
    }))
  }
})
