import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { arcSlope, arcWeight, arcWeights } from './arc-weights.js'
import type { HostCoefficient } from '../check.js'
import { checkRows, checkSameRow, hostCoefficient, sameShape } from '../check.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { keeping } from './kept.js'
import { dots } from '../row-dots.js'
import { weigh } from '../weigh-rows.js'

/** What a kernel gets as attributes: how far from x to y every row lies. */
export interface SlerpAttributes { readonly coefficient: HostCoefficient }

/**
 * Kernel `RemixtureSlerpRows`: inputs `x` and `y`, float32, rows of length 1. Gives the rows, and
 * what is kept.
 */
const moved: Operation<SlerpAttributes, Tensor[]> = defineOperation({
  name: 'slerpRows',
  compose ([x, y], { coefficient }) {
    const size = x.shape[0]
    const cosines = dots([x, y], { count: size }) as tf.Tensor1D
    const [own, other] = arcWeights(cosines, reversed(coefficient))
    return [tf.add(weigh([x, own], { count: size }), weigh([y, other], { count: size }))]
  }
})

/** Kernel `RemixtureSlerpSlopes`: inputs: the gradient of the rows, `x`, `y`, and what was kept. */
const slopes: Operation<SlerpAttributes, Tensor[]> = defineOperation({
  name: 'slerpSlopes',
  compose ([dy, x, y], { coefficient }) {
    const way = { count: x.shape[0] }
    const own = { share: reversed(coefficient), first: true }
    const other = { share: coefficient, first: false }
    const c = dots([x, y], way)
    // What the cosine, on which both weights depend, has of the gradient
    const turn = tf.add(tf.mul(arcSlope([c], own), dots([dy, x], way)),
      tf.mul(arcSlope([c], other), dots([dy, y], way)))
    return [[own, y] as const, [other, x] as const].map(([attributes, partner]) =>
      tf.add(weigh([dy, arcWeight([c], attributes)], way), weigh([partner, turn], way)))
  }
})

function reversed (coefficient: HostCoefficient): HostCoefficient {
  return typeof coefficient === 'number' ? 1 - coefficient : coefficient.map(each => 1 - each)
}

/**
 * Moves rows of length 1 along the arc to others: `slerp(x[i], y[i])`, of length 1 again.
 *
 * Oh et al., Geodesic Multi-Modal Mixup, NeurIPS 2023, arXiv:2203.03897, eq. 3. Where both rows are
 * the same the limit is taken; of opposite rows, between which no arc is the shortest, the nearer
 * one (x at a half).
 *
 * Differentiable with respect to `x` and `y`, through the angle too.
 *
 * @param x - float32 `[n, ...row]`, rows of length 1
 * @param y - as `x`
 * @param coefficient - how far from x to y, 0 … 1: one for all rows or one each
 * @returns as `x`
 * @throws TENSOR for tensors that differ in shape, coefficients out of range
 */
export function slerpRows<T extends Tensor> (
  x: T, y: T, coefficient: number | Float64Array
): T {
  const who = 'slerpRows'
  checkRows(x, who, 'x')
  checkRows(y, who, 'y')
  checkSameRow(y, x, who, 'y')
  if (!sameShape(x.shape, y.shape))
    throw fail('TENSOR', who, 'y', `must have ${x.shape[0]} rows`, y)
  if (coefficient === undefined)
    throw fail('TENSOR', who, 'coefficient', 'must be a number or a Float64Array', coefficient)
  const far = hostCoefficient(coefficient, x.shape[0], who)
  const outside = (typeof far === 'number' ? [far] : Array.from(far))
    .find(each => each < 0 || each > 1)
  if (outside !== undefined)
    throw fail('TENSOR', who, 'coefficient', 'must be 0 … 1', outside)
  return keeping([moved, slopes], [x, y], { coefficient: far }) as T
}
