import * as z from 'zod/mini'
import { count, defineMixer, interval, over, own } from '../../../core/index.js'
import { patchGrid, patches } from '../masks.js'

/**
 * Patch Mixing: some patches of the image become the partner's; the target follows their number.
 *
 * Lee et al., "Hardwiring ViT patch selectivity into CNNs using Patch Mixing", arXiv:2306.17848
 * (arielnlee/PatchMixing; its code was never released). One share r of the patches a batch,
 * uniform; round(r·N) random patches of every image; random pairing. How r and the pairs are drawn
 * is not in the paper.
 */
export const patchMixing = defineMixer({
  name: 'patch-mixing',
  domain: 'image',
  paper: 'arXiv:2306.17848',
  options: z.object({
    patch: count.default(16).describe('the side of a patch, in pixels'),
    ratio: interval.default([0, 1]).describe('[low, high] that the share of patches is drawn from')
  }),

  plan (facts, { patch, ratio: [low, high] }, draw) {
    const [rows, columns] = patchGrid(facts.frame, patch)
    const each = rows * columns
    const replaced = Math.round(draw.uniform('ratio', low, high) * each)
    const cells = new Uint8Array(facts.size * each)
    for (let row = 0; row < facts.size; row++) {
      const order = draw.permutation('cells', each)
      for (let k = 0; k < replaced; k++) cells[row * each + order[k]] = 1
    }
    return [own(), over(facts.pair(), { where: patches(facts, patch, cells) })]
  }
})
