import type { Rank, Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import type { Boxes, Plan } from '../../../core/index.js'
import {
  checkTensor, noGrad, nonnegative, parseOptions, takeRows, targetWeights
} from '../../../core/index.js'
import { requirePlan } from '../../../core/plan/require-plan.js'

/** What a model makes of a batch of RecursiveMix, and made of the one before. */
export interface Recursion {
  /** The last feature map of the mixed images, `[n, height, width, channels]`. */
  readonly features: Tensor
  /** `[n, channels]` to logits `[n, classes]`: the model's own last layer, or one beside it. */
  readonly head: (pooled: Tensor2D) => Tensor
  /** Logits of the step before, of all of its rows, `[any, classes]`. */
  readonly before: Tensor
}

/**
 * The consistency of RecursiveMix: what a model answers to the pasted box alone, against its answer
 * to that image the step before: `omega · (1 - λ) · CE(head(box), softmax(before))`, the mean over
 * rows. Add it to the loss of the mix. No gradient passes through `before`.
 *
 * Yang et al., arXiv:2203.06844; implus/RecursiveMix-pytorch@ed381bf: the box of the feature map is
 * pooled to one cell by an aligned RoI align.
 *
 * @param plan - of `recursivemix()`; one that pastes nothing, as on the first step, gives 0
 * @throws TENSOR for features, logits or answers of `head` of other shapes; INPUT, OPTION, PLAN
 */
export function recursivemixLoss (
  given: Recursion, plan: Plan<Tensor>, options: { readonly omega?: number } = {}
): Scalar {
  const { omega } = parseOptions('recursivemixLoss',
    z.object({ omega: nonnegative.default(0.5) }), options)
  requirePlan(plan)
  const { features, head, before } = Object(given) as Partial<Recursion>
  if (typeof head !== 'function')
    throw fail('INPUT', 'recursivemixLoss', 'head', 'must be a function of [n, channels]', head)
  checkTensor(features, 'recursivemixLoss', 'features')
  checkTensor(before, 'recursivemixLoss', 'before')
  if (features.rank !== 4 || features.shape[0] !== plan.size) {
    const allowed = `must be [${plan.size}, height, width, channels]`
    throw fail('TENSOR', 'recursivemixLoss', 'features', allowed, features)
  }
  const l = plan.layers.findIndex(({ source }) => source?.pool === 'previous')
  const share = l < 0 ? 0 : (targetWeights(plan)[l] as Float64Array)[0]
  if (share === 0) return tf.scalar(0)
  const { source, where } = plan.layers[l]
  return tf.tidy(() => {
    const logits = head(pooled(features, where as Boxes, plan.frame))
    checkTensor(logits, 'recursivemixLoss', 'head')
    const wanted = noGrad(all => tf.softmax(takeRows(all, source?.rows as Int32Array)), before)
    if (String(logits.shape) !== String(wanted.shape)) {
      const allowed = `must give [${wanted.shape.join(', ')}]`
      throw fail('TENSOR', 'recursivemixLoss', 'head', allowed, logits)
    }
    const each = tf.sum(tf.mul(wanted, tf.logSoftmax(logits)), 1)
    return tf.mul<Scalar>(tf.mean(each), -omega * share)
  })
}

/** The box of a feature map as one cell: the mean of bilinear samples, a cell of the map apart. */
function pooled (features: Tensor, { start, end }: Boxes, frame: readonly number[]): Tensor2D {
  const [, height, width, channels] = features.shape
  const [down, across] = [height, width].map((length = 1, a) =>
    sampled(start[a] * length / frame[a], end[a] * length / frame[a], length))
  const weights = down.flatMap(y => across.map(x => y * x))
  const seen = tf.mul(features, tf.tensor4d(weights, [1, height ?? 1, width ?? 1, 1]))
  return tf.reshape<Rank.R2>(tf.sum(seen, [1, 2]), [-1, channels ?? 1])
}

/** How much of each cell of an axis the samples between two edges are, in cells. */
function sampled (from: number, to: number, length: number): number[] {
  const weights = new Array<number>(length).fill(0)
  const count = Math.ceil(to - from)
  for (let k = 0; k < count; k++) {
    const at = Math.max(0, from - 0.5 + (k + 0.5) * (to - from) / count)
    const below = Math.min(Math.floor(at), length - 1)
    const above = Math.min(below + 1, length - 1)
    const part = below === above ? 0 : at - below
    weights[below] += (1 - part) / count
    weights[above] += part / count
  }
  return weights
}
