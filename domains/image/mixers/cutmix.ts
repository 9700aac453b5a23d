import * as z from 'zod/mini'
import { boxes, defineMixer, option, own, over, positive, times } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'

/**
 * CutMix: paste a random box of one image onto another; the label follows the visible area.
 *
 * Yun et al., ICCV 2019, arXiv:1905.04899. Law of the authors' code (clovaai/CutMix-PyTorch,
 * `train.py`): one λ ~ Beta(alpha, alpha) and one box a batch, random pairing, box centre uniform
 * over the image and clipped at its border, λ corrected to the clipped area. The authors cut on
 * CIFAR with probability 0.5: `sometimes(0.5, cutmix())`.
 *
 * Departure, off by default: a λ and a box for every sample.
 */
export const cutmix = defineMixer({
  name: 'cutmix',
  domain: 'image',
  paper: 'arXiv:1905.04899',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    per: option(z.enum(['batch', 'sample'])).default('batch').describe(
      'one box a batch (the paper) or one a sample'
    )
  }),

  plan ({ size, shape, pair }, { alpha, per }, draw) {
    const box = () =>
      clippedBox(Math.sqrt(1 - draw.beta('lambda', alpha)), centre(draw, shape), shape)
    return [own(), over(pair(), { where: boxes(times(per === 'sample' ? size : 1, box)) })]
  }
})
