import * as z from 'zod'
import { definePairing, positive, rows, times } from '../../../core/index.js'

/**
 * C-Mixup's partners: rows of the whole data set, the likelier the nearer their targets are.
 *
 * Yao et al., NeurIPS 2022, arXiv:2210.05775; huaxiuyao/C-Mixup, `src/algorithm.py`: a Gaussian
 * kernel in units of the target. The signal `targets` has the real targets of every pool.
 */
export const cMixup = definePairing({
  name: 'c-mixup',
  options: z.object({ bandwidth: positive }),
  pools: ['dataset'],
  signals: ['targets'],

  pair ({ size, signals }, { bandwidth }, draw) {
    const { batch, dataset } = signals.targets as Readonly<Record<string, Float64Array>>
    const near = (target: number) => {
      const squares = times(dataset.length, j => ((target - dataset[j]) / bandwidth) ** 2)
      // Against the nearest row, so that not all are 0 where it is many bandwidths away
      const least = squares.reduce((a, b) => Math.min(a, b))
      return squares.map(square => Math.exp((least - square) / 2))
    }
    return {
      pool: 'dataset',
      rows: rows(size, i => draw.categorical('pair', near(batch[i])))
    }
  }
})
