import * as z from 'zod/mini'
import { defineMixer, option, pieces, probability, times } from '../../../core/index.js'
import type { Box } from '../../../core/index.js'

/**
 * SpecMix: some bands of frequency and some of time, which may overlap, show the partner; the
 * target follows the cells.
 *
 * Kim et al., Interspeech 2021, arXiv:2108.03020. Law of the authors' code (GT-KIM/specmix,
 * `sound_event_classification/utils.py`): for every row up to two bands along either axis, each
 * number as likely, a tenth of the axis long, from anywhere before its last possible place. The
 * paper calls the share γ; the code of acoustic scenes takes 0.7 and, by a slip, the other axis'
 * lengths.
 */
export const specMix = defineMixer({
  name: 'spec-mix',
  domain: 'spectrogram',
  paper: 'arXiv:2108.03020',
  options: z.object({
    bands: option(z.int('must be a whole number of at least 0')
      .check(z.gte(0, 'must be a whole number of at least 0'))).default(2)
      .describe('bands along an axis, at most'),
    ratio: probability.default(0.1).describe('what share of its axis a band takes')
  }),

  plan ({ size, axes, frame, pair }, { bands, ratio }, draw) {
    const partner = pair()
    const band = (axis: string, length: number): Box => {
      const end = Math.floor((1 - ratio) * length)
      const start = end > 0 ? draw.int(`${axis}Start`, end) : 0
      return { [axis]: [start, start + Math.floor(length * ratio)] }
    }
    return pieces(size, row => [
      { row },
      ...axes.flatMap((axis, a) => times(draw.int(`${axis}Bands`, bands + 1), () =>
        ({ pool: partner.pool, row: partner.rows[row], box: band(axis, frame[a]) })))
    ])
  }
})
