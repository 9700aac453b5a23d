import type { Scalar } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { noGrad, option, parseOptions, positive, rowProducts } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { assignments } from '../parts/assignments.js'
import { crossEntropy } from '../parts/cross-entropy.js'
import { unitRows } from '../parts/rows.js'
import { scale } from '../parts/temperature.js'
import type { Views } from '../parts/views.js'
import { checkViews, pairsOf } from '../parts/views.js'
import { sumOf } from '../../../core/targets/sum-of.js'

/**
 * SwALIP: how a pair of views assigns images to texts, made even by Sinkhorn's iteration, is what
 * the other pair of views is to predict.
 *
 * As `clipRocket`, `SwALIPLoss`, without its part that is CLIP; two views of each.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function swaLip (local: Views, given: {
  /** What cosines of predictions are multiplied by. */
  readonly scale?: number
  /** What those of assignments are divided by; 0.05 by default. */
  readonly epsilon?: number
  readonly iterations?: number
} = {}): Scalar {
  const who = 'swaLip'
  checkViews(local, who, 'local')
  if (local.image.length !== 2)
    throw fail('INPUT', who, 'local', 'must have two views of each', local.image)
  const { scale: factor, epsilon, iterations } = parseOptions(who, z.object({
    scale, epsilon: positive.default(0.05), iterations: option(z.int().check(z.gte(0))).default(3)
  }), given)
  return tf.tidy(() => {
    const products = pairsOf(local).map(([one, other]) =>
      rowProducts(unitRows(one), unitRows(other)))
    const losses = products.flatMap((each, p) => {
      // The other pair: both views exchanged
      const other = products[3 - p]
      return [[each, other] as const, [tf.transpose(each), tf.transpose(other)] as const]
        .map(([predicted, assigned]) => {
          const targets = noGrad(x => assignments(x, epsilon, iterations), assigned)
          return tf.mean(crossEntropy(tf.mul(predicted, factor), targets))
        })
    })
    return tf.div<Scalar>(sumOf(losses), losses.length)
  })
}
