import * as z from 'zod/mini'
import { defineMixer, option, over, rows } from '../../../core/index.js'
import type { Draws, Mask } from '../../../core/index.js'

const count = option(z.int('must be a whole number of at least 0')
  .check(z.gte(0, 'must be a whole number of at least 0')))

/**
 * SpecAugment: stripes of time and bands of frequency become 0; nothing is mixed, and targets stay.
 *
 * Park et al., Interspeech 2019, arXiv:1904.08779. Law of PANNs and Labbeti/SSLH: for every row two
 * stripes of up to 64 frames and two of up to 8 bands, each width from 0 on as likely, from
 * anywhere it fits. 0 is the mean of normalised features.
 */
export const specAugment = defineMixer({
  name: 'spec-augment',
  domain: 'spectrogram',
  paper: 'arXiv:1904.08779',
  pairing: 'own',
  options: z.object({
    timeStripes: count.default(2).describe('stripes of time'),
    timeWidth: count.default(64).describe('their width, in frames, at most'),
    frequencyStripes: count.default(2).describe('bands of frequency'),
    frequencyWidth: count.default(8).describe('their width, in bands, at most')
  }),

  plan ({ size, axes, frame: [frequency, time] }, options, draw) {
    const { timeStripes, timeWidth, frequencyStripes, frequencyWidth } = options
    const levels = new Uint8Array(size * frequency * time).fill(1)
    for (let row = 0; row < size; row++) {
      const cells = levels.subarray(row * frequency * time, (row + 1) * frequency * time)
      stripes(draw, 'time', timeStripes, timeWidth, time, (start, end) => {
        for (let f = 0; f < frequency; f++) cells.fill(0, f * time + start, f * time + end)
      })
      stripes(draw, 'frequency', frequencyStripes, frequencyWidth, frequency, (start, end) => {
        cells.fill(0, start * time, end * time)
      })
    }
    const where: Mask = { kind: 'mask', axes, grid: [frequency, time], levels, of: 1 }
    return [over({ pool: 'batch', rows: rows(size, i => i) }, { where, weight: 1 })]
  }
})

function stripes (
  draw: Draws, name: string, many: number, widest: number, length: number,
  hide: (start: number, end: number) => void
): void {
  for (let k = 0; k < many; k++) {
    const width = Math.min(draw.int(`${name}Width`, widest + 1), length)
    const start = draw.int(`${name}Start`, length - width + 1)
    hide(start, start + width)
  }
}
