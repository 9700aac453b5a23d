import * as z from 'zod/mini'
import { boxes, defineMixer, option, over, own, positive, sum, times } from '../../../core/index.js'
import { faded, heardShares } from '../faded.js'
import { spanOf } from './spectrogram-cutmix.js'

/**
 * CutMix along time: a span of the sound becomes the partner's; the target follows their lengths.
 *
 * Yun et al., arXiv:1905.04899, along one axis: λ ~ Beta(alpha, alpha), a span of round((1 - λ) N)
 * samples from anywhere. With `fade` both sounds cross with equal power about its edges.
 */
export const timeCutmix = defineMixer({
  name: 'time-cutmix',
  domain: 'audio',
  paper: 'arXiv:1905.04899',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    per: option(z.enum(['batch', 'sample'])).default('batch')
      .describe('one span a batch or one a sample'),
    fade: option(z.int('must be a whole number of at least 0')
      .check(z.gte(0, 'must be a whole number of at least 0'))).default(0)
      .describe('samples over which the sounds cross at an edge')
  }),

  plan ({ size, frame: [time], pair }, { alpha, per, fade }, draw) {
    const partner = pair()
    const spans = times(per === 'sample' ? size : 1, () =>
      spanOf(draw, 'start', 1 - draw.beta('lambda', alpha), time))
    if (fade === 0)
      return [own(), over(partner, { where: boxes(spans.map(span => ({ time: span }))) })]
    // A sound that meets itself stays as it is
    const list = times(size, row => partner.pool === 'batch' && partner.rows[row] === row
      ? []
      : [spans[row % spans.length]])
    const weight = heardShares(list, time)
    return [
      sum({ pool: 'batch' },
        { where: faded(list, time, fade, 'out'), weight: weight.map(share => 1 - share) }),
      sum(partner, { where: faded(list, time, fade, 'in'), weight })
    ]
  }
})
