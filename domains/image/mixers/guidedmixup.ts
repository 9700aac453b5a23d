import * as z from 'zod/mini'
import { defineMixer, numbers, over, own, rows } from '../../../core/index.js'
import { saliencyBytes } from '../../../core/plan/saliency-mask.js'
import { blurredShares } from '../saliency/blur.js'
import { blurOptions, greedyCycle } from '../saliency/greedy-cycle.js'
import { mapsOf } from '../signals/given.js'
import '../signals/named.js'
import { within } from '../signals/within.js'

/**
 * GuidedMixup: every pixel shows its image and the partner by how salient it is in each; partners
 * are salient elsewhere.
 *
 * Kang and Kim, AAAI 2023, arXiv:2306.16612. Law of the authors' code (3neutronstar/
 * GuidedMixup@73494e1): the signal `saliency` is blurred and made to sum to 1; the partner is seen
 * by its share of both; target by the mean of that; partners by `greedyCycle()`. Nothing is drawn.
 * A blur of one's own goes to both: `guidedmixup({ …blur, pairing: greedyCycle(blur) })`. Their AP
 * is `gradientSaliency`, their SR `spectralResidualSaliency`.
 *
 * Departures: a pixel that is salient in neither shows half of each, where the code divides by 0.
 */
export const guidedmixup = defineMixer({
  name: 'guidedmixup',
  domain: 'image',
  paper: 'arXiv:2306.16612',
  pairing: greedyCycle(),
  options: z.object(blurOptions),
  signals: ['saliency'],

  plan (facts, blur) {
    const { axes, frame, size } = facts
    const shares = blurredShares(mapsOf('guidedmixup', 'saliency', facts, frame), blur)
    const partner = within('guidedmixup', facts.pair())
    const each = frame[0] * frame[1]
    const seen = numbers(size, i => {
      let sum = 0
      for (let k = 0; k < each; k++) {
        const [mine, other] = [shares[i * each + k], shares[partner.rows[i] * each + k]]
        sum += mine + other > 0 ? Math.fround(other / (mine + other)) : 0.5
      }
      return sum / each
    })
    return [
      own({ weight: seen.map(share => 1 - share) }),
      over(partner, {
        where: {
          kind: 'mask', axes, grid: frame, of: 1,
          levels: {
            rule: 'saliency-share', maps: saliencyBytes(shares), own: rows(size, i => i),
            partner: partner.rows
          }
        },
        weight: seen
      })
    ]
  }
})
