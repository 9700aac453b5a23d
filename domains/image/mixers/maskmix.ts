import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { LevelRule, Mask } from '../../../core/index.js'
import { count, defineMixer, noGrad, option, over, own, positive } from '../../../core/index.js'
import { patchGrid, patches } from '../masks.js'
import { attended, heard } from '../refine/attention.js'
import { agreement } from '../refine/progress.js'
import { withWeights } from '../refine/weights.js'

const options = z.object({
  alpha: positive.default(1).describe('ratio ~ Beta(alpha, alpha)'),
  patch: count.default(56).describe('the side of a patch, in pixels'),
  progressive: option(z.boolean()).default(true)
    .describe('whether refined targets trust attention only as far as the model is right')
})

/**
 * MaskMix, the images of MixPro: some patches show the image itself, all others its partner; the
 * target follows their number.
 *
 * Zhao et al., ICLR 2023, arXiv:2304.12043. Law of the authors' code (fistyee/MixPro@53a229e,
 * `utils.py`): one ratio ~ Beta(alpha, alpha) a batch, ⌈ratio·N⌉ random patches of every image,
 * random pairing; patches are cut at the border, and each counts as a whole one for the target. The
 * authors mix so with probability 0.5, by timm's mixup otherwise.
 *
 * Progressive Attention Labeling: refined by the signals `attention` `[rows, height, width]` of the
 * class token for the mixed images, `logits` and the mixed `target`, both `[rows, classes]`, the
 * row itself weighs s·a + (1 - s)·r: a is its share of the attention, r its ratio, and s the cosine
 * between the target and the model's probabilities. No gradient passes through the weights, as in
 * OpenMixup; in the authors' loop it leaks through s.
 */
export const maskmix = defineMixer({
  name: 'maskmix',
  domain: 'image',
  paper: 'arXiv:2304.12043',
  options,

  plan (facts, { alpha, patch }, draw) {
    const [rows, columns] = patchGrid(facts.frame, patch)
    const each = rows * columns
    const kept = Math.ceil(draw.beta('ratio', alpha) * each)
    // Columns even of one: a layer whose weight is the number 0 is none for masks and boxes
    const weight = Float64Array.of(kept / each)
    const cells = new Uint8Array(facts.size * each)
    for (let row = 0; row < facts.size; row++) {
      const order = draw.permutation('cells', each)
      for (const cell of order.subarray(0, kept)) cells[row * each + cell] = 1
    }
    const where = patches(facts, patch, cells, true)
    return [own({ weight }), over(facts.pair(), { where, weight: weight.map(share => 1 - share) })]
  },

  refine (plan, signals, visible) {
    const attention = heard('maskmix', plan, signals, 'attention', 3)
    const progressive = plan.options.progressive as boolean
    const { where } = plan.layers[1]
    const weight = progressive
      ? noGrad((seen, target, logits) => {
        const right = agreement(target, logits)
        const share = attended(visible(where, seen.shape.slice(1)), seen)
        return tf.add(tf.mul(right, share), tf.mul(tf.sub(1, right), replaced(where as Mask)))
      }, attention, heard('maskmix', plan, signals, 'target', 2),
      heard('maskmix', plan, signals, 'logits', 2))
      : noGrad(seen => attended(visible(where, seen.shape.slice(1)), seen), attention)
    return withWeights(plan, weight)
  }
})

type Patches = Extract<LevelRule, { readonly rule: 'patches' }>

/** The share of the patches that show the partner; one for all rows, refined or not. */
function replaced ({ levels }: Mask): number {
  const cells = levels instanceof Uint8Array ? levels : (levels as Patches).cells
  return cells.reduce((sum, cell) => sum + 1 - cell, 0) / cells.length
}
