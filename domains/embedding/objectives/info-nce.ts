import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { option, parseOptions, rowDots, rowProducts, stopGradient } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { scaledLogSums } from '../../../core/tensor/similarity/log-sum-exp-rows.js'
import type { Beside } from '../parts/beside.js'
import { negativesIn, rowsBeside } from '../parts/beside.js'
import { crossEntropy, ownEntropy } from '../parts/cross-entropy.js'
import { checkMask, unlike } from '../parts/masks.js'
import type { Reducer } from '../parts/reduce.js'
import { reduce, reducer } from '../parts/reduce.js'
import { checkEmbeddings, checkPaired, unitRows } from '../parts/rows.js'
import { shownShares } from '../parts/shown-shares.js'
import { temperature } from '../parts/temperature.js'

export interface InfoNceOptions extends Beside {
  /** float32 `[n, d]`: what is told apart. */
  readonly anchors: Tensor2D
  /** Another view of each, `[n, d]`; with a plan, of the rows that it mixed. */
  readonly positives: Tensor2D
  /** How anchors were mixed of the batch: then the target is that of both (i-Mix, MixCo). */
  readonly plan?: Plan
  /**
   * Whether the positives of the others are negatives too; by default where there is no bank, and
   * with a plan, whose targets are among them.
   */
  readonly inBatch?: boolean
  /** 1 where anchor i and positive j show the same and are no negatives: float32 `[n, n]`. */
  readonly sameItem?: Tensor2D
  /** Whether no gradient reaches the positives, as where a slower encoder makes them; false. */
  readonly stopPositives?: boolean
  /** 0.1 by default. */
  readonly temperature?: number
  readonly normalize?: boolean
  readonly reducer?: Reducer
}

const options = z.object({
  inBatch: option(z.boolean()).optional(),
  stopPositives: option(z.boolean()).default(false),
  temperature: temperature.default(0.1),
  normalize: option(z.boolean()).default(true),
  reducer: reducer.default('mean')
})

/**
 * InfoNCE: every anchor finds its positive among negatives of the batch, of a bank, and of a mixer.
 *
 * Oord et al., arXiv:1807.03748; with a bank that of MoCo, He et al., CVPR 2020, arXiv:1911.05722:
 * logits are `[positive | bank | synthetic]`.
 *
 * @returns 0 for a batch of one without a bank, with a gradient of 0
 * @throws OPTION, EMPTY_BATCH; INPUT, also for a bank that holds nothing yet
 */
export function infoNCE (
  { anchors, positives, bank, synthetic, plan, sampleIds, sameItem, ...given }: InfoNceOptions
): Scalar {
  const who = 'infoNCE'
  checkEmbeddings(anchors, who, 'anchors')
  if (plan === undefined) checkPaired(positives, who, 'positives', anchors)
  else checkEmbeddings(positives, who, 'positives', anchors)
  const { inBatch = bank === undefined || plan !== undefined, stopPositives, temperature,
    normalize, reducer } = parseOptions(who, options, given)
  if (plan !== undefined && !inBatch)
    throw fail('OPTION', who, 'inBatch', 'must be true with a plan: its targets are there', inBatch)
  checkMask(sameItem, anchors.shape[0], who, 'sameItem')
  if (sameItem !== undefined && (!inBatch || plan !== undefined)) {
    throw fail('OPTION', who, 'sameItem', 'must be given with "inBatch" and without a plan alone',
      sameItem)
  }
  return tf.tidy(() => {
    const q = unitRows(anchors, normalize)
    const k = unitRows(stopPositives ? stopGradient(positives) : positives, normalize)
    const further = rowsBeside({ bank, sampleIds, synthetic }, q, { normalize }, who)
      .map(negativesIn)
    const scale = 1 / temperature
    if (plan !== undefined) {
      const targets = shownShares(plan, positives.shape[0])
      return reduce(crossEntropy(rowProducts(q, k), targets, further, scale), reducer)
    }
    const own = rowDots(q, k)
    if (inBatch) {
      const all = unlike(rowProducts(q, k), sameItem)
      return reduce(ownEntropy(all, own, further, scale), reducer)
    }
    const sums = scaledLogSums([tf.expandDims(own, 1), ...further], { scale })
    return reduce(tf.sub(sums, tf.mul(own, scale)), reducer)
  })
}
