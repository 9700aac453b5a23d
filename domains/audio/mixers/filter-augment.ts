import * as z from 'zod/mini'
import { count, defineMixer, option, sum, times } from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { filterGains } from '../filter-gains.js'
// Brings the rule of its mask
import '../rules.js'

/**
 * FilterAugment: bands of frequency become louder or softer, as another room or microphone makes
 * them; nothing is mixed, and targets stay.
 *
 * Nam et al., ICASSP 2022, arXiv:2110.03282. Law of the authors' code (frednam93/FilterAugSED,
 * `filt_aug`): for a batch 3, 4 or 5 bands of at least 6 cells (2, 3 or 4 of at least 4 in steps),
 * edges by sorted random places; for every row gains of -6 to 6 dB at the edges, in a line between
 * them, or one a band. Gains are of amplitudes: give linear mel magnitudes, not decibels.
 */
export const filterAugment = defineMixer({
  name: 'filter-augment',
  domain: 'spectrogram',
  paper: 'arXiv:2110.03282',
  pairing: 'own',
  options: z.object({
    kind: option(z.enum(['linear', 'step'])).default('linear')
      .describe('gains in a line between edges, or one a band'),
    bands: option(z.tuple([count, count]).check(z.refine(([least, most]) => least <= most,
      'must be [least, most] with least at most most'))).optional()
      .describe('[least, most] bands; [3, 5], in steps [2, 4]'),
    width: count.optional().describe('cells of a band at least; 6, in steps 4'),
    gain: option(z.tuple([z.number(), z.number()])
      .check(z.refine(([low, high]) => low <= high, 'must be [low, high] with low at most high')))
      .default([-6, 6]).describe('[low, high] that gains are drawn from, in dB')
  }),

  plan ({ size, frame: [cells] }, options, draw) {
    const { kind, gain: [low, high] } = options
    const { bands = kind === 'linear' ? [3, 5] : [2, 4] } = options
    const most = Math.min(bands[1], cells)
    const many = draw.int('bands', Math.min(bands[0], most), most + 1)
    const edges = edgesOf(draw, many, options.width ?? (kind === 'linear' ? 6 : 4), cells)
    const points = kind === 'linear' ? many + 1 : many
    const gains = times(size, () =>
      filterGains(edges, times(points, () => draw.uniform('gain', low, high)), kind)).flatMap(
      list => [...list])
    const largest = Math.max(...gains)
    return {
      targets: 'free',
      layers: [sum({ pool: 'batch' }, {
        where: {
          kind: 'mask', axes: ['frequency'], grid: [cells], of: 1,
          levels: { rule: 'gains', shares: Float64Array.from(gains, each => each / largest) }
        },
        coefficient: largest,
        weight: 1
      })]
    }
  }
})

/** Edges of bands that are no narrower than a width, which is made less until they fit. */
function edgesOf (draw: Draws, bands: number, width: number, cells: number): number[] {
  const least = Math.min(width, Math.floor(cells / bands))
  const places = times(bands - 1, () => draw.int('edge', cells - bands * least + 1))
    .sort((a, b) => a - b)
  return [0, ...places.map((place, k) => place + (k + 1) * least), cells]
}
