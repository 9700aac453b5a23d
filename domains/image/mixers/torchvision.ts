import * as z from 'zod/mini'
import { boxes, defineMixer, over, own, positive, roll } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'

const options = z.object({ alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)') })

/**
 * torchvision's `MixUp`: one λ a batch; the partner is the row before.
 *
 * Law of pytorch/vision, `torchvision/transforms/v2/_augment.py`.
 */
export const torchvisionMixup = defineMixer({
  name: 'torchvision-mixup',
  domain: 'image',
  paper: 'torchvision',
  pairing: roll(),
  options,
  plan: ({ pair }, { alpha }, draw) =>
    [own(), over(pair(), { coefficient: 1 - draw.beta('lambda', alpha) })]
})

/**
 * torchvision's `CutMix`: one box a batch, clipped at the border, λ corrected; the partner is the
 * row before.
 *
 * Law of pytorch/vision, `torchvision/transforms/v2/_augment.py`. Its half sides
 * `trunc(½·√(1-λ)·side)` are those of the authors.
 */
export const torchvisionCutmix = defineMixer({
  name: 'torchvision-cutmix',
  domain: 'image',
  paper: 'torchvision',
  pairing: roll(),
  options,
  plan: ({ shape, pair }, { alpha }, draw) => {
    const box = clippedBox(Math.sqrt(1 - draw.beta('lambda', alpha)), centre(draw, shape), shape)
    return [own(), over(pair(), { where: boxes([box]) })]
  }
})
