import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import {
  boxes, defineMixer, flip, noGrad, over, own, positive, probability, resizeNearest
} from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'
import { attended, heard } from '../refine/attention.js'
import { withWeights } from '../refine/weights.js'

const options = z.object({
  alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
  ratio: probability.default(0.5)
    .describe('how much attention counts in the target, the area by the rest; 1 in the paper')
})

/**
 * TransMix: CutMix, whose target follows the attention that the model pays to the box.
 *
 * Chen et al., CVPR 2022, arXiv:2111.09833. Law of the authors' code (Beckschen/TransMix@0e4d31e,
 * `transmix.py`): timm's CutMix, one clipped box a batch, partners by flip; refined by the signal
 * `attention`, of the class token to the patches in the model's last block for the mixed images,
 * the partner weighs the mean of its area and of its share of the attention. A patch belongs to the
 * box if its first pixel does. No gradient passes through the weights.
 *
 * `mix.refine(plan, { attention })` takes a float32 tensor `[rows, height, width]` in patches.
 */
export const transmix = defineMixer({
  name: 'transmix',
  domain: 'image',
  paper: 'arXiv:2111.09833',
  pairing: flip(),
  options,

  plan ({ frame, pair }, { alpha }, draw) {
    const side = Math.sqrt(1 - draw.beta('lambda', alpha))
    return [own(), over(pair(), { where: boxes([clippedBox(side, centre(draw, frame), frame)]) })]
  },

  refine (plan, signals, visible) {
    const attention = heard('transmix', plan, signals, 'attention', 3)
    const ratio = plan.options.ratio as number
    const weight = noGrad(seen => {
      const shown = visible(plan.layers[1].where, plan.frame)
      const [, height, width] = seen.shape
      const patches = tf.squeeze(resizeNearest(tf.expandDims(shown, 3), [height, width]), [3])
      const area = tf.mean(shown, [1, 2])
      return tf.add(tf.mul(attended(patches, seen), ratio), tf.mul(area, 1 - ratio))
    }, attention)
    return withWeights(plan, weight)
  }
})
