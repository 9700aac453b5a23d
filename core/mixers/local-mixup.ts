import * as z from 'zod'
import { defineMixer } from '../define/mixer.js'
import { nonnegative, positive } from '../define/schemas.js'
import { measure } from '../pairing/cmixup-options.js'
import { distanceTo, pointOf } from '../pairing/kernel/law.js'
import type { Measurer } from '../pairing/measured.js'
import { measurer } from '../pairing/measured.js'
import { numbers, own, over } from '../plan/layers.js'
import { drawLambda } from './mixup.js'

const measurers = new WeakMap<object, Measurer>()

/**
 * Local Mixup: mixup in which a pair counts only if its inputs are near.
 *
 * Baena, Drumetz and Gripon, arXiv:2201.04368; law of NoraSchneider/anchordataaugmentation
 * (`baselines/Localmixup`): one λ a batch, random pairing, weight 1 up to the radius and 0 beyond.
 *
 * The weight is one of targets: those of a pair are λ w and (1 - λ) w, so that `mixedLoss` is the
 * mean of w (λ l(y) + (1 - λ) l(y')), and `sampleWeights(plan)` gives w for a loss of mixed
 * targets, which are 0 where w is. The authors' code multiplies a loss that is averaged already by
 * w; this is the loss of every sample.
 */
export const localMixup = defineMixer({
  name: 'local-mixup',
  domain: 'any',
  paper: 'arXiv:2201.04368',
  options: z.object({
    alpha: nonnegative.default(1).describe('λ ~ Beta(alpha, alpha); 0: no mixing'),
    radius: positive.default(1).describe('the largest distance of a pair that counts'),
    distance: measure.default('input').describe(
      'between inputs, between real targets, or between features: a function of x'
    )
  }),

  plan (facts, options, draw) {
    const { alpha, radius, distance } = options
    const measures = measurers.get(options) ?? measurer('local-mixup', distance)
    measurers.set(options, measures)
    const partner = facts.pair()
    const lambda = drawLambda(draw, 'lambda', alpha)
    const [points, others] = ['batch', partner.pool].map(pool => measures.pool(facts, pool))
    const weights = (share: number): Float64Array => numbers(facts.size, i =>
      distanceTo(others, partner.rows[i], pointOf(points, i)) <= radius ? share : 0)
    return {
      layers: [own({ weight: weights(lambda) }),
        over(partner, { coefficient: 1 - lambda, weight: weights(1 - lambda) })],
      targets: 'free'
    }
  }
})
