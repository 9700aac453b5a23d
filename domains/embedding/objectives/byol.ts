import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { rowDots, stopGradient } from '../../../core/index.js'
import { checkEmbeddings, checkPaired, unitRows } from '../parts/rows.js'
import { shownShares } from '../parts/shown-shares.js'

/**
 * The loss of BYOL: `2 - 2 cos` of predictions and the projections of a slower encoder, through
 * which no gradient flows; of mixed rows, by the shares of a plan (i-Mix).
 *
 * Grill et al., NeurIPS 2020, arXiv:2006.07733; Lee et al., ICLR 2021, arXiv:2010.08887.
 *
 * @param given - `anchors` float32 `[n, d]`, predictions; `positives` the projections
 * @throws INPUT, EMPTY_BATCH
 */
export function byol ({ anchors, positives, plan }: {
  readonly anchors: Tensor2D
  readonly positives: Tensor2D
  /** How the rows of the anchors were mixed. */
  readonly plan?: Plan
}): Scalar {
  checkEmbeddings(anchors, 'byol', 'anchors')
  if (plan === undefined) checkPaired(positives, 'byol', 'positives', anchors)
  else checkEmbeddings(positives, 'byol', 'positives', anchors)
  return tf.tidy(() => {
    const target = unitRows(stopGradient(positives))
    const drawn = plan === undefined
      ? target
      : tf.matMul(shownShares(plan, positives.shape[0]), target)
    return tf.sub<Scalar>(2, tf.mul(tf.mean(rowDots(unitRows(anchors), drawn)), 2))
  })
}
