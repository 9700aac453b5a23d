import * as z from 'zod/mini'
import { boxes, defineMixer, flip, over, own, positive, probability } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'

/**
 * HMix: a box of the partner, and both blended around it, so that each has its share λ.
 *
 * Park et al., "A unified analysis of mixed sample data augmentation", NeurIPS 2022,
 * arXiv:2208.09913. Law of the authors' code (naver-ai/hmix-gmix@0914f37, `mixup.py`): one λ ~
 * Beta(alpha, alpha) and one box a batch, partners by flip. The sides of the box are √((1 -
 * λ)·ratio) of the image's; around it the row itself is seen by λ / (1 - area of the clipped box),
 * which makes λ of all. A `ratio` of 0 is mixup; of 1, CutMix but for what its box lost to the
 * border. The code has 1 by default, the paper's experiments 0.75.
 */
export const hmix = defineMixer({
  name: 'hmix',
  domain: 'image',
  paper: 'arXiv:2208.09913',
  pairing: flip(),
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    ratio: probability.default(1).describe('the share of 1 - λ that the box has of the image')
  }),

  plan ({ frame, pair }, { alpha, ratio }, draw) {
    const lambda = draw.beta('lambda', alpha)
    const box = clippedBox(Math.sqrt(1 - lambda) * Math.sqrt(ratio), centre(draw, frame), frame)
    const [height, width] = [box.height, box.width].map(([start, end]) => end - start)
    const around = 1 - height * width / (frame[0] * frame[1])
    // Nothing is left around a box that covers all, which λ = 0 alone can make
    const partly = around > 0 ? 1 - lambda / around : 1
    const partner = pair()
    return [own(), over(partner, { coefficient: partly }), over(partner, { where: boxes([box]) })]
  }
})
