import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { logSumExpRows, option, parseOptions, rowProducts } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { countedIn, rowsBeside } from '../parts/beside.js'
import { masked } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import { diagonal, table } from '../parts/labels.js'
import type { Reducer } from '../parts/reduce.js'
import { reduce, reducer } from '../parts/reduce.js'
import { relations } from '../parts/relations.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { temperature } from '../parts/temperature.js'

export interface SupConOptions extends Beside {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /** What every row shows. Views of one row without a class have a number of their own. */
  readonly labels: Labels
  /** Which pairs of the batch count, float32 `[n, n]` of 0 and 1; all by default. */
  readonly mask?: Tensor2D
  /** 0.07 by default, as in the authors' code; pytorch-metric-learning's is 0.1. */
  readonly temperature?: number
  /** The loss is multiplied by `temperature / baseTemperature`; as the temperature by default. */
  readonly baseTemperature?: number
  /** How many rows are anchors, the first ones: those of one view. All by default. */
  readonly anchorRows?: number
  /**
   * `mean` counts anchors without a positive as 0; `nonzero` is pytorch-metric-learning's, which
   * has no loss where there is no negative either.
   */
  readonly reducer?: Reducer
  readonly normalize?: boolean
}

/**
 * The supervised contrastive loss: every row is drawn to all rows of its label, the mean of their
 * logarithms.
 *
 * Khosla et al., NeurIPS 2020, arXiv:2004.11362, eq. 2; HobbitLong/SupContrast@66a8fe5.
 *
 * @returns 0 where no row has a positive
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function supCon (
  { embeddings, labels, bank, sampleIds, synthetic, mask, ...given }: SupConOptions
): Scalar {
  const who = 'supCon'
  checkEmbeddings(embeddings, who, 'embeddings')
  const [size] = embeddings.shape
  const { temperature: tau, baseTemperature = tau, anchorRows, reducer: how, normalize } =
    parseOptions(who, z.object({
      temperature: temperature.default(0.07),
      baseTemperature: option(z.number().check(z.gt(0))).optional(),
      anchorRows: option(z.int().check(z.gte(1), z.lte(size))).default(size),
      reducer: reducer.default('mean'),
      normalize: option(z.boolean()).default(true)
    }), given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    const { positive, negative } = relations(labels, size, who, mask)
    const logits = tf.div<Tensor2D>(rowProducts(rows, rows), tau)
    const beside = rowsBeside({ bank, sampleIds, synthetic }, rows, { labels, normalize }, who)
    const all = tf.sub<Tensor2D>(1, diagonal(size))
    const others = mask === undefined ? all : tf.mul<Tensor2D>(all, mask)
    const sums = logSumExpRows([masked(logits, others),
      ...beside.map(block => tf.div<Tensor2D>(countedIn(block), tau))])
    const pairs = [{ logits, positive }, ...beside.flatMap(({ similarities, positive }) =>
      positive === undefined ? [] : [{ logits: tf.div<Tensor2D>(similarities, tau), positive }])]
    const counts = tf.addN(pairs.map(each => tf.sum(each.positive, 1)))
    const similar = tf.addN(pairs.map(each => tf.sum(tf.mul(each.logits, each.positive), 1)))
    const drawn = tf.div(similar, tf.maximum(counts, 1))
    const anchored = table(size, 1, i => Number(i < anchorRows))
    const each = tf.mul(tf.sub(tf.mul(sums, tf.minimum(counts, 1)), drawn), tau / baseTemperature)
    const told = how === 'nonzero' && beside.length === 0
      ? tf.mul(each, tf.minimum(tf.sum(negative), 1))
      : each
    if (anchorRows === size) return reduce(told, how)
    return reduce(tf.mul(told, tf.reshape(anchored, [size])), how, anchorRows)
  })
}
