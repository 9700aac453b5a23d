import * as z from 'zod/mini'
import { defineMixer, numbers, option, sum } from '../../../core/index.js'
import { exp } from '../../../core/random/elementary.js'
import { otherClass } from '../other-class.js'
import { SILENCE } from '../tools/a-weighting.js'
import { ofPool } from '../signals/per-pool.js'

/**
 * Between-Class learning: two sounds of different classes are mixed so that both are heard by
 * their shares, whatever their levels; the target has the shares.
 *
 * Tokozume et al., ICLR 2018, arXiv:1711.10282. Law of the authors' code
 * (mil-tokyo/bc_learning_sound, `utils.py`): r ~ U(0, 1) for every pair; with the loudest
 * A-weighted levels G the amplitude share t = 1 / (1 + 10^((G1 - G2) / 20) (1 - r) / r), the sum
 * divided by √(t² + (1 - t)²); the target keeps r. Its loss is the Kullback-Leibler divergence.
 *
 * The signal `levels` has G of every row, in dB: `loudestLevels`. Nothing is clipped.
 *
 * Departure: where one of two sounds is silent the other one stays as it is; the code makes nearly
 * everything silent, which `silence: 'reference'` repeats.
 */
export const betweenClass = defineMixer({
  name: 'between-class',
  domain: 'audio',
  paper: 'arXiv:1711.10282',
  options: z.object({
    silence: option(z.enum(['skip', 'reference'])).default('skip')
      .describe('a silent sound is not mixed, or mixed as the code does')
  }),
  pairing: otherClass(),
  signals: ['levels'],

  plan ({ size, pools, pair, signals: { levels } }, { silence }, draw) {
    const { pool, rows } = pair()
    const own = ofPool<Float64Array>(levels, 'batch', size, 'between-class', 'levels')
    const other = ofPool<Float64Array>(levels, pool, pools[pool].size, 'between-class', 'levels')
    const shares = numbers(size, i => {
      const r = draw.uniform('r')
      if (silence === 'reference') return r
      if (own[i] > SILENCE && other[rows[i]] > SILENCE) return r
      return other[rows[i]] > own[i] ? 0 : 1
    })
    const amplitude = numbers(size, i => {
      const r = shares[i]
      if (r === 0 || r === 1) return r
      return 1 / (1 + exp((own[i] - other[rows[i]]) * Math.LN10 / 20) * (1 - r) / r)
    })
    // A sound mixed with itself stays as it is
    const alone = (i: number): boolean => pool === 'batch' && rows[i] === i
    const scale = (i: number): number =>
      alone(i) ? 1 : Math.sqrt(amplitude[i] ** 2 + (1 - amplitude[i]) ** 2)
    return [
      sum({ pool: 'batch' },
        { coefficient: numbers(size, i => amplitude[i] / scale(i)), weight: shares }),
      sum({ pool, rows }, {
        coefficient: numbers(size, i => (1 - amplitude[i]) / scale(i)),
        weight: shares.map(r => 1 - r)
      })
    ]
  }
})
