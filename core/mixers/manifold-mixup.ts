import * as z from 'zod/mini'
import { defineMixer } from '../define/mixer.js'
import { count, nonnegative } from '../define/schemas.js'
import { own, over } from '../plan/layers.js'
import { drawLambda } from './mixup.js'

/**
 * Manifold mixup: mixup at a layer drawn for every batch; layer 0 is the input.
 *
 * Verma et al., ICML 2019, arXiv:1806.05236. Law of the authors' code
 * (vikasverma1077/manifold_mixup@870ef77, `preresnet.py`): a layer of 0, 1, 2 uniformly, one λ ~
 * Beta(alpha, alpha) a batch, random pairing.
 *
 * The layer is in the plan, `plan.draws.layer[0]`: run the model up to it, `mixFeatures(hidden,
 * plan)`, run the rest.
 */
export const manifoldMixup = defineMixer({
  name: 'manifold-mixup',
  domain: 'any',
  paper: 'arXiv:1806.05236',
  options: z.object({
    alpha: nonnegative.default(2).describe('λ ~ Beta(alpha, alpha); 0: no mixing'),
    layers: count.default(3).describe('the layer is drawn from 0 … layers - 1')
  }),

  plan ({ pair }, { alpha, layers }, draw) {
    draw.int('layer', layers)
    const partner = pair()
    return [own(), over(partner, { coefficient: 1 - drawLambda(draw, 'lambda', alpha) })]
  }
})
