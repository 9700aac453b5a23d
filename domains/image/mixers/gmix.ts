import * as z from 'zod/mini'
import { defineMixer, flip, over, own, positive } from '../../../core/index.js'
import { centre } from '../boxes.js'
import { pixels } from '../masks.js'

/**
 * GMix: one image shows through a bell about a random pixel, the other around it; the target
 * follows the pixels.
 *
 * Park et al., "A unified analysis of mixed sample data augmentation", NeurIPS 2022,
 * arXiv:2208.09913. Law of the authors' code (naver-ai/hmix-gmix@0914f37, `mixup.py`): one λ ~
 * Beta(alpha, alpha) and one bell a batch, partners by flip. The bell is exp(-π d² / (μ·H·W)), for
 * μ = λ over the row itself where λ < 1/2, for μ = 1 - λ over its partner otherwise.
 *
 * Departures: images need not be square (the code takes H² for H·W); μ = 0, where the code divides
 * by it, is no bell.
 */
export const gmix = defineMixer({
  name: 'gmix',
  domain: 'image',
  paper: 'arXiv:2208.09913',
  pairing: flip(),
  options: z.object({ alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)') }),

  plan (facts, { alpha }, draw) {
    const [height, width] = facts.frame
    const lambda = draw.beta('lambda', alpha)
    const { y, x } = centre(draw, facts.frame)
    const bell = (share: number) =>
      ({ rule: 'bell', center: [y, x], spread: share * height * width / Math.PI }) as const
    const where = lambda < 0.5
      ? pixels(facts, bell(lambda), true)
      : pixels(facts, bell(1 - lambda))
    return [own(), over(facts.pair(), { where })]
  }
})
