import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { Facts } from '../../../core/index.js'
import {
  boxes, defineMixer, flip, over, own, positive, probability, resizeNearest
} from '../../../core/index.js'
import { centre, clippedBox } from '../../../domains/image/boxes.js'

const options = z.object({
  alpha: positive.default(1),
  ratio: probability.default(0.5).describe('how much the attention counts, the area by the rest')
})

/**
 * TransMix: CutMix, whose labels follow the attention that the model pays to the box.
 *
 * Chen et al., CVPR 2022, arXiv:2111.09833; Beckschen/TransMix@0e4d31e. The signal `attention` is
 * the mixed batch's, `[rows, height, width]` in patches; a box covers those whose corner it does.
 */
export const transMix = defineMixer<typeof options, Facts, Tensor>({
  name: 'trans-mix',
  domain: 'image',
  paper: 'arXiv:2111.09833',
  pairing: flip(),
  options,

  plan ({ shape, pair }, { alpha }, draw) {
    const side = Math.sqrt(1 - draw.beta('lambda', alpha))
    return [own(), over(pair(), { where: boxes([clippedBox(side, centre(draw, shape), shape)]) })]
  },

  refine (plan, { attention }, visible) {
    const [kept, pasted] = plan.layers
    const ratio = plan.options.ratio as number
    const weight = tf.tidy(() => {
      const shown = visible(pasted.where, plan.frame)
      const [, height, width] = attention.shape
      const patches = resizeNearest(tf.expandDims(shown, 3), [height, width])
      const seen = tf.mul(tf.squeeze<Tensor3D>(patches, [3]), attention)
      const attended = tf.div(tf.sum(seen, [1, 2]), tf.sum(attention, [1, 2]))
      return tf.add(tf.mul(attended, ratio), tf.mul(tf.mean(shown, [1, 2]), 1 - ratio))
    })
    return {
      ...plan, layers: [{ ...kept, weight: tf.sub(1, weight) }, { ...pasted, weight }]
    }
  }
})
