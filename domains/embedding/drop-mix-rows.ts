import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../core/index.js'
import { noGrad, pickRows, rowProducts, takeRows, topK } from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { listIndices } from '../../core/plan/rules.js'
import { checkEmbeddings, unitRows } from './parts/rows.js'

/**
 * How hard negatives are: the largest cosine of each with any row that they are told from.
 *
 * Mayueq/DropMix-Code@a75f1d6. Not differentiable.
 *
 * @param negatives - float32 `[n, d]`
 * @param rows - float32 `[m, d]`
 * @returns float32 `[n]`
 * @throws INPUT, EMPTY_BATCH
 */
export function hardness (negatives: Tensor2D, rows: Tensor2D): Tensor1D {
  checkEmbeddings(negatives, 'hardness', 'negatives')
  checkEmbeddings(rows, 'hardness', 'rows', negatives)
  return tf.tidy(() => noGrad((x, y) =>
    tf.max<Tensor1D>(rowProducts(unitRows(x), unitRows(y)), 1), negatives, rows))
}

/**
 * Carries out a plan of ranks on the negatives of a view: rows by their hardness, mixed in some
 * dimensions.
 *
 * Differentiable with respect to `negatives`, of which both the row and its partner show.
 *
 * @param plan - of `dropMix`
 * @param negatives - float32 `[n, d]`, as many rows as were planned for
 * @param scores - their hardness, `[n]`: of this view, or a sum over views
 * @returns float32 `[kept, d]`
 * @throws INPUT, EMPTY_BATCH, PLAN
 */
export function dropMixRows (plan: Plan, negatives: Tensor2D, scores: Tensor1D): Tensor2D {
  const who = 'dropMixRows'
  checkEmbeddings(negatives, who, 'negatives')
  const size = negatives.shape[0]
  if (!(scores instanceof tf.Tensor) || scores.rank !== 1 || scores.size !== size)
    throw fail('INPUT', who, 'scores', `must be float32 [${size}]`, scores)
  if (plan.mixer !== 'drop-mix') throw fail('INPUT', who, 'plan', 'must be of drop-mix', plan.mixer)
  if (plan.layers.length < 2) return tf.clone(negatives)
  const [below, above] = plan.layers
  return tf.tidy(() => {
    const order = noGrad(() => topK(tf.reshape(scores, [1, size]), size).columns)
    const column = tf.reshape(order, [size, 1])
    const chosen = (ranks: Int32Array): Tensor2D =>
      pickRows(negatives, tf.squeeze(takeRows(column, ranks), [1]))
    const own = chosen(listIndices(below.source!.rows!, plan.size))
    const partner = chosen(listIndices(above.source!.rows!, plan.size))
    const seen = strengths(plan, negatives.shape[1])
    return tf.add<Tensor2D>(tf.mul(own, tf.sub(1, seen)), tf.mul(partner, seen))
  })
}

/** How much of the partner is seen in every dimension. */
function strengths ({ layers: [, { where, coefficient }] }: Plan, width: number): Tensor1D {
  if (where?.kind !== 'mask' || !(where.levels instanceof Uint8Array) ||
    typeof coefficient !== 'number')
    throw fail('PLAN', 'layers[1].where', 'must be a mask of dimensions', where?.kind)
  const { levels } = where
  return tf.tensor1d(Float32Array.from({ length: width }, (_, dimension) =>
    levels[dimension % levels.length] * coefficient))
}
