import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import type { HostCoefficient } from '../check.js'
import { checkRows, hostCoefficient } from '../check.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { anglesOf, choose, mask, sinesOf } from './angles.js'
import { NEAR, OPPOSITE } from './on-arc.js'

/**
 * Of what two rows of length 1 are weighed by on the arc between them, by the cosine c = cos θ of
 * their angle and the share l of this one: `sin(l θ) / sin θ`.
 *
 * changdaeoh/multimodal-mixup@f8e05fc, `sph_inter`, which gives no number where θ is 0 or π. Here
 * it is the limit near θ = 0, by a series in θ², and near θ = π, where no arc is the shortest, 1
 * for the end that is nearer (the first of the two at a half) and 0 for the other.
 */
export interface ArcAttributes {
  /** The share of the row whose weight this is, 0 … 1. */
  readonly share: HostCoefficient
  /** The first of the two rows wins where both are as near. */
  readonly first: boolean
}

/** Kernel `RemixtureArcWeight`: input: cosines, float32 `[n]`. */
export const arcWeight: Operation<ArcAttributes> = defineOperation({
  name: 'arcWeight',
  saves: true,
  compose ([cosines], attributes) {
    const { l, u, near, far, theta, sine, nearest } = partsOf(cosines, attributes)
    // l · (1 + u (1 - l²) / 6 + u² (7 - 10 l² + 3 l⁴) / 360)
    const l2 = tf.square(l)
    const second = tf.div(tf.add(7, tf.mul(l2, tf.sub(tf.mul(l2, 3), 10))), 360)
    const series = tf.mul(l, tf.add(1,
      tf.mul(u, tf.add(tf.div(tf.sub(1, l2), 6), tf.mul(u, second)))))
    const closed = tf.div(sinesOf(tf.mul(l, theta)), sine)
    return choose(near, series, choose(far, nearest, closed))
  },
  gradient: (dy, attributes, [cosines]) => [
    () => tf.tidy(() => tf.mul(dy, arcSlope([cosines], attributes)))
  ]
})

/** Kernel `RemixtureArcSlope`: the derivative of the weight by the cosine. */
export const arcSlope: Operation<ArcAttributes> = defineOperation({
  name: 'arcSlope',
  compose ([cosines], attributes) {
    const { l, near, far, inside, theta, sine } = partsOf(cosines, attributes)
    const angle = tf.mul(l, theta)
    const along = tf.sub(tf.mul(l, tf.mul(sinesOf(tf.sub(Math.PI / 2, angle)), sine)),
      tf.mul(sinesOf(angle), inside))
    const closed = tf.neg(tf.div(along, tf.mul(sine, tf.square(sine))))
    const limit = tf.div(tf.mul(tf.neg(l), tf.sub(1, tf.square(l))), 3)
    return choose(near, limit, choose(far, tf.zerosLike(limit), closed))
  }
})

function partsOf (cosines: Tensor, { share, first }: ArcAttributes): Record<
  'l' | 'u' | 'near' | 'far' | 'inside' | 'theta' | 'sine' | 'nearest', Tensor
> {
  const listed = typeof share === 'number'
    ? new Float32Array(cosines.size).fill(share)
    : Float32Array.from(share)
  const nearest = listed.map(l => Number(l > 0.5 || (l === 0.5 && first)))
  const near = mask(tf.greater(cosines, NEAR))
  const far = mask(tf.less(cosines, OPPOSITE))
  // Where the closed form is not used it must have numbers all the same
  const inside = choose(tf.maximum(near, far), tf.zerosLike(cosines), cosines)
  const theta = anglesOf(inside)
  const rest = tf.relu(tf.sub(1, cosines))
  return {
    l: tf.tensor1d(listed),
    u: tf.add(tf.mul(rest, 2), tf.div(tf.square(rest), 3)),
    near, far, inside, theta,
    sine: tf.sqrt(tf.mul(tf.sub(1, inside), tf.add(1, inside))),
    nearest: tf.tensor1d(nearest)
  }
}

/**
 * The weights of both rows on the arc between them, by their cosines.
 *
 * Differentiable with respect to the cosines.
 *
 * @param cosines - float32 `[n]`
 * @param share - that of the first row, 0 … 1
 * @throws TENSOR for cosines of another rank, shares that are not finite or too few
 */
export function arcWeights (
  cosines: Tensor1D, share: HostCoefficient
): readonly [first: Tensor1D, second: Tensor1D] {
  checkRows(cosines, 'arcWeights', 'cosines')
  if (cosines.rank !== 1)
    throw fail('TENSOR', 'arcWeights', 'cosines', 'must have rank 1', cosines)
  if (share === undefined)
    throw fail('TENSOR', 'arcWeights', 'share', 'must be a number or a Float64Array', share)
  hostCoefficient(share, cosines.size, 'arcWeights', 'share')
  const rest = typeof share === 'number' ? 1 - share : share.map(each => 1 - each)
  return [
    arcWeight([cosines], { share, first: true }) as Tensor1D,
    arcWeight([cosines], { share: rest, first: false }) as Tensor1D
  ]
}
