import * as z from 'zod'
import {
  count, defineMixer, numbers, over, own, positive, probability, rows, times
} from '../../../core/index.js'
import type { Given } from '../method.js'
import { int32, unpainted } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** `length` samples of every piece from `start` on. */
    trim: { readonly start: Int32Array, readonly length: Int32Array }
    /** The mean becomes 0. */
    center: { readonly axis: 'time' }
    /** The largest absolute value becomes `to`. */
    peak: { readonly to: number }
    /** `length` samples from `at` on, zeros where there are no more. */
    'crop-or-pad': { readonly length: number, readonly at: Int32Array }
  }
}
type Beats = Readonly<Record<string, readonly Int32Array[]>>

/**
 * Beat-synchronous mixup: two pieces of music from a downbeat of each on; the caption is the
 * anchor's.
 *
 * Chen et al., ICASSP 2024, arXiv:2308.01546; MusicLDM. The signal `downbeats` has those of every
 * row of a pool, in samples. A row that cannot be mixed stays whole.
 */
export const bam = defineMixer({
  name: 'beat-synchronous-mixup',
  domain: 'audio',
  paper: 'arXiv:2308.01546',
  options: z.object({
    probability: probability.default(0.5),
    beta: positive.default(5),
    shortest: count.default(100),
    segment: count.default(163840)
  }),
  signals: ['downbeats'],

  plan (
    { size, shape, pools, pair, signals: { downbeats } }: Given<{ downbeats: Beats }>,
    { probability, beta, shortest, segment }, draw
  ) {
    const partner = pair()
    const lengthIn = (pool: string, row: number) => pools[pool].lengths?.[row] ?? shape[0]
    const cuts = times(size, i => {
      const other = partner.rows[i]
      const [mine, theirs] = [downbeats.batch[i], downbeats[partner.pool][other]]
      const whole = { a: 0, b: 0, length: lengthIn('batch', i), share: 0 }
      const none = !draw.chance('mix', probability) || mine.length < 2 || theirs.length < 2
      if (none) return whole
      const a = mine[draw.int('anchorBeat', mine.length - 1)]
      const b = theirs[draw.int('partnerBeat', theirs.length - 1)]
      const length = Math.min(whole.length - a, lengthIn(partner.pool, other) - b)
      return length <= shortest ? whole : { a, b, length, share: 1 - draw.beta('lambda', beta) }
    })
    const length = rows(size, i => cuts[i].length)
    const trim = (start: Int32Array) => [{ step: 'trim', start, length }] as const
    const at = rows(size, i => draw.int('crop', Math.max(0, length[i] - segment) + 1))
    return {
      layers: [
        own({ view: trim(rows(size, i => cuts[i].a)), weight: 1 }),
        over(partner, {
          view: trim(rows(size, i => cuts[i].b)),
          coefficient: numbers(size, i => cuts[i].share),
          weight: 0
        })
      ],
      after: [
        { step: 'center', axis: 'time' },
        { step: 'peak', to: 0.5 },
        { step: 'crop-or-pad', length: segment, at }
      ]
    }
  }
})

export const steps = {
  trim: unpainted(z.object({ start: int32, length: int32 })),
  center: unpainted(z.object({ axis: z.literal('time') })),
  peak: unpainted(z.object({ to: positive })),
  'crop-or-pad': unpainted(z.object({ length: count, at: int32 }))
}
