import * as z from 'zod/mini'
import { defineMixer, numbers, option, own, probability, sum } from '../../../core/index.js'
import { exp } from '../../../core/random/elementary.js'
import { clipping, closed } from '../clipping.js'
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
 * 0.5; nothing is scaled afterwards, so samples may leave -1 … 1, unless `clip`. Its partners are
 * any rows, and its levels are of every channel by itself, `channelRootMeanSquares`; lhotse's are
 * of the row.
 *
 * The signal `rms` has the level of every row, `rootMeanSquares`, or of every channel of every row,
 * which are then brought to the SNR one by one. A silent partner is not added; a
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
      .describe('a silent row stays as it is, or gets its partner unscaled (lhotse)'),
    clip: clipping
  }),
  signals: ['rms'],

  plan ({ size, shape, pools, pair, signals: { rms } }, options, draw) {
    const { pool, rows } = pair()
    const { snr: [low, high], probability: often, target, silence } = options
    const all = shape.slice(1).reduce((product, n) => product * n, 1)
    const channels = lengthIn(rms, 'batch') === size * all ? all : 1
    const levels = (of: string): Float64Array =>
      ofPool<Float64Array>(rms, of, pools[of].size * channels, 'snr-mix', 'rms')
    const [mine, theirs] = [levels('batch'), levels(pool)]
    const gains = Array.from({ length: channels }, () => new Float64Array(size))
    const chosen = numbers(size, i => {
      if (!draw.chance('mix', often)) return 0
      const level = exp(-draw.uniform('snr', low, high) * Math.LN10 / 20)
      if (pool === 'batch' && rows[i] === i) return 0
      gains.forEach((gain, c) => {
        const [own, other] = [mine[i * channels + c], theirs[rows[i] * channels + c]]
        if (other < SILENT) return
        gain[i] = own === 0 ? silence === 'raw' ? 1 : 0 : own * level / (other + EPSILON)
      })
      return gains.some(gain => gain[i] > 0) ? 1 : 0
    })
    const weight = chosen.map((mixes, i) => {
      if (target === 'original' || mixes === 0) return 0
      if (target === 'union') return 0.5
      const heard = levelOf(gains.map((gain, c) => gain[i] * theirs[rows[i] * channels + c]))
      const own = levelOf(gains.map((_, c) => mine[i * channels + c]))
      return heard / (own + heard)
    })
    const alike = channels === 1
    const layers = [own({ weight: weight.map(share => 1 - share) }),
      sum({ pool, rows }, {
        ...alike ? {} : { view: gains.map((by, channel) =>
          ({ step: 'gain', by, channel }) as const) },
        coefficient: alike ? gains[0] : chosen,
        weight
      })]
    return { layers, ...closed(options.clip),
      ...target === 'union' ? { targets: 'union' as const } : {} }
  }
})

/** How many levels a signal has of a pool. */
function lengthIn (signal: unknown, pool: string): number | undefined {
  const list = ArrayBuffer.isView(signal) || Array.isArray(signal)
    ? signal
    : (Object(signal) as Readonly<Record<string, unknown>>)[pool]
  return (list as Partial<ArrayLike<number>> | undefined)?.length
}

function levelOf (channels: readonly number[]): number {
  return Math.sqrt(channels.reduce((sum, level) => sum + level ** 2, 0))
}
