import * as z from 'zod/mini'
import { count, defineMixer, option, probability, rows, times, union } from '../../../core/index.js'
import type { Layer } from '../../../core/index.js'

const degrees = Math.PI / 180

/**
 * LaserMix: scans are cut into bands of pitch, and every other band becomes the partner's.
 *
 * Kong et al., CVPR 2023, arXiv:2207.00026. Law of mmdetection3d (`LaserMix`) and of the authors'
 * code (ldkong1205/LaserMix): as many equal bands as are drawn from a list, between two angles,
 * from the top down; the first, the third … are the row's own. What is above or below belongs to
 * the outermost. Points come band by band, the topmost first.
 *
 * `both` makes as many outputs again, in which the partner has the first band: the second of the
 * two-sided mixes of the semi-supervised code, whose pseudo-labels are a column like any other.
 */
export const lasermix = defineMixer({
  name: 'lasermix',
  domain: 'pointcloud',
  paper: 'arXiv:2207.00026',
  options: z.object({
    pitch: option(z.tuple([z.number(), z.number()])
      .check(z.refine(([low, high]) => low < high, 'must be [low, high] with low below high')))
      .default([-25, 3]).describe('[low, high] in degrees: what the sensor sees'),
    areas: option(z.array(count).check(z.minLength(1))).default([3, 4, 5, 6])
      .describe('numbers of bands, one of which is drawn'),
    sides: option(z.enum(['one', 'both'])).default('one')
      .describe('one mix of a row, or both ways of sharing the bands'),
    probability: probability.default(1).describe('how often a row is mixed')
  }),

  plan ({ size, pair }, { pitch: [low, high], areas, sides, probability: often }, draw) {
    const partner = pair()
    const many = rows(size, () => draw.chance('mix', often)
      ? areas[draw.int('areas', areas.length)]
      : 1)
    const both = sides === 'both'
    const all = times(both ? 2 * size : size, output => output)
    const most = many.reduce((largest, each) => Math.max(largest, each))
    const layers = times(most, band => [true, false].flatMap((mine): Layer[] => {
      // Even bands are a row's own, odd ones the partner's; on the other side the other way round
      const outputs = Int32Array.from(all.filter(output => band < many[output % size] &&
        ((band % 2 === 0) === (output < size)) === mine))
      if (outputs.length === 0) return []
      const shown = outputs.map(output => output % size)
      const source = mine
        ? { pool: 'batch', rows: shown }
        : { pool: partner.pool, rows: shown.map(row => partner.rows[row]) }
      const parameters = { low: low * degrees, high: high * degrees, band,
        count: shown.map(row => many[row]) }
      return [union(source, { outputs, where: { kind: 'points', select: 'bands', parameters } })]
    })).flat()
    return { size: both ? 2 * size : size, layers }
  }
})
