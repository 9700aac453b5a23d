import * as z from 'zod/mini'
import { count, defineMixer, over, own, positive } from '../../../core/index.js'
import { patchGrid, patches } from '../masks.js'

/**
 * MaskMix, the images of MixPro: some patches show the image itself, all others its partner; the
 * target follows their number.
 *
 * Zhao et al., ICLR 2023, arXiv:2304.12043. Law of the authors' code (fistyee/MixPro@53a229e,
 * `utils.py`): one ratio ~ Beta(alpha, alpha) a batch, ⌈ratio·N⌉ random patches of every image,
 * random pairing; patches are cut at the border. The authors mix so with probability 0.5, by timm's
 * mixup otherwise.
 */
export const maskmix = defineMixer({
  name: 'maskmix',
  domain: 'image',
  paper: 'arXiv:2304.12043',
  options: z.object({
    alpha: positive.default(1).describe('ratio ~ Beta(alpha, alpha)'),
    patch: count.default(56).describe('the side of a patch, in pixels')
  }),

  plan (facts, { alpha, patch }, draw) {
    const [rows, columns] = patchGrid(facts.frame, patch)
    const each = rows * columns
    const kept = Math.ceil(draw.beta('ratio', alpha) * each)
    const cells = new Uint8Array(facts.size * each)
    for (let row = 0; row < facts.size; row++) {
      const order = draw.permutation('cells', each)
      for (const cell of order.subarray(0, kept)) cells[row * each + cell] = 1
    }
    return [own(), over(facts.pair(), { where: patches(facts, patch, cells, true) })]
  }
})
