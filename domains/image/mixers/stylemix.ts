import * as z from 'zod/mini'
import { defineMixer, positive, probability, sum } from '../../../core/index.js'
import { styled } from '../styles/styled.js'

const apart = 'cannot follow features whose content and style are mixed apart'

/**
 * StyleMix: content and style of two images are mixed by a share each, in the features of a network
 * for style transfer.
 *
 * Hong et al., CVPR 2021. Law of the authors' code (alsdml/StyleMix@e947c7d, `net_mixup.py`): the
 * shares of the content rc and of the style rs ~ Beta(alpha, alpha) a batch, their overlap uniform
 * between what both allow; random pairing. The authors mix with probability 0.5, `sometimes(0.5,
 * …)`. Their loss weighs content by r and style by 1 - r, as targets do here: r·rc + (1 - r)·rs.
 *
 * It mixes features `[n, height, width, channels]`, which the user encodes, and decodes after it;
 * its pool is `styles()`.
 */
export const stylemix = defineMixer({
  name: 'stylemix',
  domain: 'image',
  paper: 'CVPR 2021',
  options: z.object({
    alpha: positive.default(1).describe('both shares ~ Beta(alpha, alpha)'),
    content: probability.default(0.7).describe('how much of the target follows the content')
  }),
  pools: ['styles'],
  refuses: () => ({ mask: apart, boxes: apart }),

  plan (facts, { alpha, content: of }, draw) {
    const partner = facts.pair()
    const content = draw.beta('content', alpha)
    const style = draw.beta('style', alpha)
    const overlap = draw.uniform(
      'overlap', Math.max(0, content + style - 1), Math.min(content, style))
    const weight = of * content + (1 - of) * style
    const { own, other } = styled('stylemix', facts, partner)
    return [
      sum({ pool: 'batch' }, { coefficient: overlap, weight }),
      sum(partner, { coefficient: 1 - content - style + overlap, weight: 1 - weight }),
      sum(own, { coefficient: content - overlap, weight: 0 }),
      sum(other, { coefficient: style - overlap, weight: 0 })
    ]
  }
})
