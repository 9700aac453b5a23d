import * as z from 'zod'
import type { Box } from '../../../core/index.js'
import { defineMixer, pieces, probability, times } from '../../../core/index.js'

/**
 * SpecMix: up to two bands of frequency and two of time, which may overlap, show the partner.
 *
 * Kim et al., Interspeech 2021, arXiv:2108.03020; GT-KIM/specmix. Labels by what is visible: the
 * union of the bands.
 */
export const specMix = defineMixer({
  name: 'spec-mix',
  domain: 'spectrogram',
  paper: 'arXiv:2108.03020',
  options: z.object({
    bands: z.int().min(0).default(2).describe('bands along an axis, at most'),
    ratio: probability.default(0.1).describe('what share of its axis a band takes')
  }),

  plan ({ size, axes, frame, pair }, { bands, ratio }, draw) {
    const partner = pair()
    const band = (axis: string, length: number): Box => {
      const last = Math.floor((1 - ratio) * length)
      const start = last > 0 ? draw.int(`${axis}Start`, last) : 0
      return { [axis]: [start, start + Math.floor(length * ratio)] }
    }
    return pieces(size, row => [
      { row },
      ...axes.flatMap((axis, a) => times(draw.int(`${axis}Bands`, bands + 1), () => {
        return { pool: partner.pool, row: partner.rows[row], box: band(axis, frame[a]) }
      }))
    ])
  }
})
