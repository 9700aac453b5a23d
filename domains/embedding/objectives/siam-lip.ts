import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { rowDots, stopGradient } from '../../../core/index.js'
import { unitRows } from '../parts/rows.js'
import type { Siamese } from '../parts/views.js'
import { checkSiamese, pairsOf } from '../parts/views.js'
import { sumOf } from '../../../core/targets/sum-of.js'

/**
 * SiamLIP: predictions of one modality meet projections of the other, through which no gradient
 * flows: the mean of `2 - 2 cos` over whole pairs and all pairs of views.
 *
 * As `clipRocket`, `SiamLIPLoss`, without its part that is CLIP.
 *
 * @throws INPUT, EMPTY_BATCH
 */
export function siamLip (predictions: Siamese, projections: Siamese): Scalar {
  checkSiamese(predictions, 'siamLip', 'predictions')
  checkSiamese(projections, 'siamLip', 'projections')
  return tf.tidy(() => {
    const apart = (p: Tensor2D, v: Tensor2D): Scalar => tf.sub<Scalar>(2, tf.mul(2,
      tf.mean(rowDots(unitRows(p), unitRows(stopGradient(v))))))
    const [p, v] = [predictions, projections]
    const losses = [
      apart(p.whole.image, v.whole.text), apart(p.whole.text, v.whole.image),
      ...pairsOf({ image: p.local.image, text: v.local.text }).map(([one, other]) =>
        apart(one, other)),
      ...pairsOf({ image: p.local.text, text: v.local.image }).map(([one, other]) =>
        apart(one, other))
    ]
    return tf.div<Scalar>(sumOf(losses), losses.length)
  })
}
