import * as z from 'zod'
import { defineMixer, sum, times } from '../../../core/index.js'
import type { Given } from '../method.js'

/** How many halves of every cell an output takes from an image: `[outputs, images, ...grid]`. */
export interface Labelling { readonly grid: readonly number[], readonly halves: Uint8Array }

/**
 * Co-Mixup: as many outputs as images, each put together from cells of any of them.
 *
 * Kim et al., ICLR 2021, arXiv:2102.03065; snu-mllab/Co-Mixup@2a76816. Which image a cell shows, or
 * which two by half, is for a solver to say. The target follows the cells.
 */
export const coMixup = defineMixer({
  name: 'co-mixup',
  domain: 'image',
  paper: 'arXiv:2102.03065',
  options: z.object({}),
  signals: ['labelling'],

  plan ({ size, signals: { labelling } }: Given<{ labelling: Labelling }>) {
    const { grid, halves } = labelling
    const cells = grid[0] * grid[1]
    const part = (pair: number) => halves.subarray(pair * cells, (pair + 1) * cells)
    const seen = times(size * size, pair => pair).filter(pair => part(pair).some(half => half > 0))
    return [sum({ rows: Int32Array.from(seen, pair => pair % size) }, {
      outputs: Int32Array.from(seen, pair => Math.floor(pair / size)),
      where: {
        kind: 'mask',
        axes: ['height', 'width'],
        grid,
        levels: Uint8Array.from(seen.flatMap(pair => [...part(pair)])),
        of: 2
      }
    })]
  }
})
