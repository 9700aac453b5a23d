import * as z from 'zod/mini'
import { defineMixer, numbers, option, own, probability, sum } from '../../../core/index.js'
import { exp } from '../../../core/random/elementary.js'
import { ofPool } from '../signals/per-pool.js'

/** A range of decibels, low first; both may be the same. */
const range = option(z.tuple([z.number(), z.number()])
  .check(z.refine(([low, high]) => low <= high, 'must be [low, high] with low at most high')))

/** As torch-audiomentations has it: added to the level that is divided by. */
const EPSILON = 1e-8
/** A partner below this is silent. */
const SILENT = 1e-9

/**
 * SNR mix: the partner is added, so loud that the row itself is some decibels above it.
 *
 * Law of torch-audiomentations' `Mix`: a partner for every row, SNR ~ U(0, 5) dB, with probability
 * 0.5; nothing is scaled afterwards, so samples may leave -1 … 1. Its partners are any rows, and
 * its levels are of every channel by itself: here they are of the whole row, as in lhotse.
 *
 * The signal `rms` has the level of every row: `rootMeanSquares`. A silent partner is not added; a
 * silent row stays silent, or gets its partner as it is.
 */
export const snrMix = defineMixer({
  name: 'snr-mix',
  domain: 'audio',
  paper: 'torch-audiomentations',
  options: z.object({
    snr: range.default([0, 5]).describe('[low, high] that the SNR is drawn from, in dB'),
    probability: probability.default(0.5).describe('how often a row is mixed'),
    target: option(z.enum(['union', 'original', 'mix'])).default('union')
      .describe('labels of both, of the row itself, or by the shares of their amplitudes'),
    silence: option(z.enum(['skip', 'raw'])).default('skip')
      .describe('a silent row stays as it is, or gets its partner unscaled (lhotse)')
  }),
  signals: ['rms'],

  plan ({ size, pools, pair, signals: { rms } }, options, draw) {
    const { pool, rows } = pair()
    const { snr: [low, high], probability: often, target, silence } = options
    const mine = ofPool<Float64Array>(rms, 'batch', size, 'snr-mix', 'rms')
    const theirs = ofPool<Float64Array>(rms, pool, pools[pool].size, 'snr-mix', 'rms')
    const gain = numbers(size, i => {
      if (!draw.chance('mix', often)) return 0
      const level = exp(-draw.uniform('snr', low, high) * Math.LN10 / 20)
      const other = theirs[rows[i]]
      if (other < SILENT || (pool === 'batch' && rows[i] === i)) return 0
      if (mine[i] === 0) return silence === 'raw' ? 1 : 0
      return mine[i] * level / (other + EPSILON)
    })
    const weight = gain.map((each, i) => {
      if (target === 'original' || each === 0) return 0
      if (target === 'union') return 0.5
      const heard = mine[i] === 0 ? 1 : each * theirs[rows[i]] / mine[i]
      return mine[i] === 0 ? 1 : heard / (1 + heard)
    })
    const layers = [own({ weight: weight.map(share => 1 - share) }),
      sum({ pool, rows }, { coefficient: gain, weight })]
    return target === 'union' ? { targets: 'union' as const, layers } : layers
  }
})
