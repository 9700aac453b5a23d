import * as z from 'zod/mini'
import type { Box } from '../../../core/index.js'
import { boxes, count, defineMixer, noGrad, over, own, positive } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'
import { patchGrid } from '../masks.js'
import { alignedShares } from '../refine/aligned.js'
import { heard } from '../refine/attention.js'
import { withWeights } from '../refine/weights.js'

const options = z.object({
  alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
  patch: count.default(16).describe('the side of a token, in pixels')
})

/**
 * CutMix of whole tokens, whose labels go with them through the model: TL-Align.
 *
 * Xiao et al., "Token-label alignment for vision transformers", ICCV 2023, arXiv:2210.06455. Law of
 * OpenMixup@37e1372, `tla.py`: one λ ~ Beta(alpha, alpha) and one box a batch on the grid of
 * tokens, cut and clipped there as CutMix' is; random pairing; target by the tokens. Refined by the
 * signal `attention`, `[rows, layers, tokens, tokens]` of the mixed images, heads averaged, every
 * token carries a label that each layer mixes as it mixes tokens, half of it kept by the residual
 * connection; a class token, where there is one more token than the grid has, begins with the mean
 * of all and gives the target, otherwise their mean does.
 *
 * Departure: tokens are cut at the border of an image that they do not fill.
 */
export const tokenCutmix = defineMixer({
  name: 'token-cutmix',
  domain: 'image',
  paper: 'arXiv:2210.06455',
  options,

  plan ({ frame, pair }, { alpha, patch }, draw) {
    const grid = patchGrid(frame, patch)
    const box = clippedBox(Math.sqrt(1 - draw.beta('lambda', alpha)), centre(draw, grid), grid)
    const [height, width] = [box.height, box.width].map(([start, end], a) =>
      [Math.min(start * patch, frame[a]), Math.min(end * patch, frame[a])] as const)
    return [own(), over(pair(), { where: boxes([{ height, width } satisfies Box]) })]
  },

  refine (plan, signals, visible) {
    const attention = heard('token-cutmix', plan, signals, 'attention', 4)
    const grid = patchGrid(plan.frame, plan.options.patch as number)
    return withWeights(plan, noGrad(
      seen => alignedShares(visible(plan.layers[1].where, grid), seen), attention))
  }
})
