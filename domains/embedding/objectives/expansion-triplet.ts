import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { option, pairwiseDistances, paintRows, parseOptions } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { steps } from '../steps.js'
import type { Labels } from '../parts/labels.js'
import { checkLabels, sameLabel, table } from '../parts/labels.js'
import { reduce, reducer } from '../parts/reduce.js'
import type { Reducer } from '../parts/reduce.js'
import { checkEmbeddings, unitRows } from '../parts/rows.js'
import { furthest, nearest } from './triplet.js'

export interface ExpansionTripletOptions {
  /** float32 `[n, d]`: rows 2k and 2k + 1 are of one class. */
  readonly embeddings: Tensor2D
  readonly labels: Labels
  /** What `embeddingExpansion` planned. */
  readonly plan: Plan
  /** 1e-5 by default, as in the authors' code. */
  readonly margin?: number
  readonly reducer?: Reducer
  readonly normalize?: boolean
}

/**
 * The triplet loss of embedding expansion: of every row the hardest positive among the rows
 * themselves, and the hardest negative of it and its points with all rows and points.
 *
 * Ko and Gu, CVPR 2020, arXiv:2003.02546; clovaai/embedding-expansion@1aa68cb, `hphn_triplet.py`.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function expansionTriplet (
  { embeddings, labels, plan, ...given }: ExpansionTripletOptions
): Scalar {
  const who = 'expansionTriplet'
  const [size] = (checkEmbeddings(embeddings, who, 'embeddings'), embeddings.shape)
  checkLabels(labels, size, who)
  if ((plan as Plan | undefined)?.mixer !== 'embedding-expansion' || plan.size % size !== 0)
    throw fail('INPUT', who, 'plan', 'must be of embedding-expansion, for these rows', plan)
  const { margin, reducer: how, normalize } = parseOptions(who, z.object({
    margin: option(z.number()).default(1e-5),
    reducer: reducer.default('mean'),
    normalize: option(z.boolean()).default(true)
  }), given)
  return tf.tidy(() => {
    const { positive, negative } = hardest(unitRows(embeddings, normalize), labels, plan)
    return reduce(tf.relu(tf.add(tf.sub(positive, negative), margin)), how)
  })
}

/** The distances of every row to its hardest positive and negative. */
export function hardest (
  rows: Tensor2D, labels: Labels, plan: Plan
): { readonly positive: Tensor1D, readonly negative: Tensor1D } {
  const [size] = rows.shape
  const same = sameLabel(labels, labels)
  const others = table(size, size, (i, j) => Number(i !== j))
  const positive = furthest(pairwiseDistances(rows, rows), tf.mul(same, others))
  const painted = paintRows(plan, { batch: rows }, { steps }, plan.mixer)
  const each = plan.size / size
  // Rows stay what they are: only points between them are brought to length 1
  const points = each === 1
    ? rows
    : tf.concat([rows, tf.slice(painted as Tensor2D, [size, 0], [plan.size - size, rows.shape[1]])])
  const all = pairwiseDistances(points, points)
  // Laid so that all that belongs to one row is in a row: its points by all points
  const byRow = tf.reshape<tf.Rank.R2>(
    tf.transpose(tf.reshape(all, [each, size, each * size]), [1, 0, 2]),
    [size, each * each * size])
  const apart = tf.tile(tf.sub<Tensor2D>(1, same), [1, each * each])
  return { positive, negative: nearest(byRow, apart) }
}
