import * as z from 'zod/mini'
import { boxes, defineMixer, flip, over, own, positive, probability } from '../../../core/index.js'
import type { Box } from '../../../core/index.js'

/**
 * Un-Mix: mixup or CutMix of the batch with itself reversed, one λ for all.
 *
 * Shen et al., AAAI 2022, arXiv:2003.05438; law of the authors' code (szq0214/Un-Mix@0911f77):
 * λ ~ Beta(alpha, alpha); with probability `whole` rows are mixed whole, otherwise in a box of
 * sides √(1 - λ), cut off at the border, whose share of the area λ becomes. `unMixLoss` reads it.
 * Rows without axes are always mixed whole.
 */
export const unMix = defineMixer({
  name: 'un-mix',
  domain: 'any',
  paper: 'arXiv:2003.05438',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    whole: probability.default(0).describe('how often rows are mixed whole; the code: never')
  }),
  pairing: flip(),

  plan ({ pair, axes, frame }, { alpha, whole }, draw) {
    const partner = pair()
    const lambda = draw.beta('lambda', alpha)
    if (axes.length === 0 || draw.chance('whole', whole))
      return [own(), over(partner, { coefficient: 1 - lambda })]
    const side = Math.sqrt(1 - lambda)
    const box: Box = Object.fromEntries(frame.map((length, axis) => {
      const half = Math.floor(Math.trunc(length * side) / 2)
      const centre = draw.int(axes[axis], length)
      return [axes[axis], [Math.max(0, centre - half), Math.min(length, centre + half)]] as const
    }))
    return [own(), over(partner, { where: boxes([box]) })]
  }
})
