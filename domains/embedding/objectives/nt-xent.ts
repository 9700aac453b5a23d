import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, rowProducts } from '../../../core/index.js'
import { masked } from '../parts/cross-entropy.js'
import type { Labels } from '../parts/labels.js'
import { relations } from '../parts/relations.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { logSumExpRows } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { negativesIn, rowsBeside } from '../parts/beside.js'
import { temperature } from '../parts/temperature.js'

export interface NtXentOptions extends Beside {
  /** float32 `[n, d]`: all views of all rows. */
  readonly embeddings: Tensor2D
  /** What every row shows: rows of one label are positives of each other. */
  readonly labels: Labels
  /** Which pairs of the batch count, float32 `[n, n]` of 0 and 1; all by default. */
  readonly mask?: Tensor2D
  /** 0.5 by default. */
  readonly temperature?: number
  readonly normalize?: boolean
}

/**
 * NT-Xent, the loss of SimCLR: from every row each of its positives is told from all its negatives,
 * one positive at a time. The mean over all ordered pairs of positives.
 *
 * Chen et al., ICML 2020, arXiv:2002.05709; lightly-ai/lightly@e8d317f, `NTXentLoss` where every
 * row has one positive, and KevinMusgrave/pytorch-metric-learning@216a792, `NTXentLoss`, for any.
 *
 * @returns 0 where there are no positives or no negatives
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function ntXent (
  { embeddings, labels, bank, sampleIds, synthetic, mask, ...given }: NtXentOptions
): Scalar {
  const who = 'ntXent'
  checkEmbeddings(embeddings, who, 'embeddings')
  const { temperature, normalize } = parseOptions(who, z.object({
    temperature: contrastTemperature.default(0.5),
    normalize: option(z.boolean()).default(true)
  }), given)
  return tf.tidy(() => {
    const rows = unitRows(embeddings, normalize)
    const { positive, negative } = relations(labels, embeddings.shape[0], who, mask)
    const logits = tf.div<Tensor2D>(rowProducts(rows, rows), temperature)
    const beside = rowsBeside({ bank, sampleIds, synthetic }, rows, { labels, normalize }, who)
    const others = logSumExpRows([masked(logits, negative),
      ...beside.map(block => tf.div<Tensor2D>(negativesIn(block), temperature))])
    // -log (e^p / (e^p + Σ e^n)) = softplus(log Σ e^n - p), and 0 at no negatives
    const pairs = [{ logits, positive }, ...beside.flatMap(({ similarities, positive }) =>
      positive === undefined
        ? []
        : [{ logits: tf.div<Tensor2D>(similarities, temperature), positive }])]
    const total = tf.addN(pairs.map(each => tf.sum<Scalar>(tf.mul(
      tf.softplus(tf.sub(tf.expandDims(others, 1), each.logits)), each.positive))))
    const count = tf.addN(pairs.map(each => tf.sum<Scalar>(each.positive)))
    return tf.div<Scalar>(total, tf.maximum(count, 1))
  })
}

const contrastTemperature = temperature
