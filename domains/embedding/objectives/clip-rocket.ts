import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, probability, rowDots, rowProducts } from '../../../core/index.js'
import type { Pairs } from '../parts/pairs.js'
import { checkPairs, symmetric } from '../parts/pairs.js'
import { unitRows } from '../parts/rows.js'
import { scale } from '../parts/temperature.js'
import type { Views } from '../parts/views.js'
import { checkViews, pairsOf } from '../parts/views.js'
import { sumOf } from '../../../core/targets/sum-of.js'

/**
 * CLIP on whole pairs and on local views, each by a projector and a temperature of its own:
 * `(global + views · local) / (1 + views)`, labels of the local part smoothed.
 *
 * Fini et al., Improved baselines for vision-language pre-training, TMLR 2023, arXiv:2305.08675;
 * facebookresearch/clip-rocket@5e2dd91, `CL2LLoss` of one process.
 *
 * @param given - `image` and `text` `[n, d]`, the projected pairs; `local` their views
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function clipRocket ({ image, text, local, ...given }: Pairs & {
  readonly local: Views
  /** What cosines of pairs, and of views, are multiplied by. */
  readonly scale?: number
  readonly localScale?: number
  /** Label smoothing of the local part; 0.1 by default. */
  readonly smoothing?: number
  /** `sum` doubles the loss, as the authors' flag does. */
  readonly total?: 'average' | 'sum'
}): Scalar {
  const who = 'clipRocket'
  checkPairs({ image, text }, who)
  checkViews(local, who, 'local')
  const { scale: factor, localScale, smoothing, total } = parseOptions(who, z.object({
    scale, localScale: scale, smoothing: probability.default(0.1),
    total: option(z.enum(['average', 'sum'])).default('average')
  }), given)
  const views = local.image.length
  return tf.tidy(() => {
    const loss = (pair: readonly [Tensor2D, Tensor2D], by: number, soft: number): Scalar => {
      const [one, other] = pair.map(rows => unitRows(rows))
      return symmetric({
        all: tf.mul(rowProducts(one, other), by), own: tf.mul(rowDots(one, other), by)
      }, soft)
    }
    const whole = loss([image, text], factor, 0)
    const parts = pairsOf(local).map(pair => loss(pair, localScale, smoothing))
    const near = parts.length === 0 ? tf.scalar(0) : tf.div(sumOf(parts), parts.length)
    const both = tf.div(tf.add(whole, tf.mul(near, views)), 1 + views)
    return tf.mul<Scalar>(both, total === 'sum' ? 2 : 1)
  })
}
