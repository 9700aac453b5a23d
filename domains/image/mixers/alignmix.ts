import * as z from 'zod/mini'
import { count, defineMixer, nonnegative, own, positive } from '../../../core/index.js'
import { from } from '../bounded.js'
import '../blends/align.js'

/** Why masks and boxes do not go with features. */
const moved = 'cannot follow features that move'

/**
 * AlignMix: feature maps are mixed once those of one image have been moved to where the other has
 * their like.
 *
 * Venkataramanan et al., CVPR 2022, arXiv:2103.15375. Law of the authors' code (shashankvkt/
 * AlignMixup_CVPR22@ec01a68) and OpenMixup@37e1372, `alignmix.py`: one λ ~ Beta(alpha, alpha) a
 * batch; by a coin the partner's features are moved to the image's or these to the partner's,
 * along an optimal transport of squared distances through which no gradient passes; target by λ.
 * It is made for the last feature map: give that as `x`, inside the loss. The authors mix the
 * images themselves by mixup half of the time: `oneOf([mixup({ alpha: 2 }), …])` before the model.
 *
 * Departure: a batch of one is a batch of one, which the code's `squeeze` breaks. Features far from
 * unit length need a larger epsilon, or shares vanish.
 */
export const alignmix = defineMixer({
  name: 'alignmix',
  domain: 'image',
  paper: 'arXiv:2103.15375',
  onTensors: true,
  refuses: () => ({ mask: moved, boxes: moved }),
  options: z.object({
    alpha: positive.default(2).describe('λ ~ Beta(alpha, alpha)'),
    epsilon: from(0.001).default(0.1).describe('how far transport is spread'),
    iterations: count.default(100).describe('at most so many rounds of Sinkhorn'),
    threshold: nonnegative.default(0.1).describe('it ends once potentials move by less')
  }),

  plan ({ pair }, { alpha, ...transport }, draw) {
    const lambda = draw.beta('lambda', alpha)
    const to = draw.chance('partner', 0.5) ? 'partner' : 'own'
    return [
      own({ weight: lambda }),
      {
        source: pair(), coefficient: 1 - lambda, weight: 1 - lambda,
        blend: { step: 'align', to, ...transport }
      }
    ]
  }
})
