import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { fail } from '../errors.js'
import { toTensor } from '../paint/strength.js'
import { checkTensor, takeRows } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'
import { openMixupTerm } from './decoupled-openmixup.js'
import { decoupled } from './decoupled-term.js'
import { outputCount, targetTerms } from './terms.js'
import { sumOf } from './sum-of.js'

export interface DecoupledOptions {
  /** Whose classes each part is compared with: by index, the paper, or by value, OpenMixup. */
  readonly form?: 'paper' | 'openmixup'
  /**
   * How much the decoupled terms count: a number is multiplied by the weight of each part, a list
   * has the factor of every part as it is. 0.1 by default.
   */
  readonly eta?: number | readonly number[]
  /** One-hot targets of the other pools the plan names, `[rows, classes]`. */
  readonly pools?: Readonly<Record<string, Tensor>>
}

/**
 * Decoupled Mixup: the cross-entropy of mixed labels, and of every mixed class among all classes
 * but the others it is mixed with, so that one need not be small for the other to be large.
 *
 * Liu et al., NeurIPS 2023, arXiv:2203.10761. `paper`: parts are told apart by their class, however
 * many there are and whatever their weights; outputs of one class have no such term. `openmixup` is
 * the law of OpenMixup@37e1372, `cross_entropy_loss.py`: classes are found by the value of their
 * weight in the first output that is mixed, factors go by the order of its classes, and there is no
 * term where two weights are equal. Both are divided by the number of outputs.
 *
 * @returns `(logits [plan.size, classes], targets [batch rows, classes]) → scalar`, targets
 *   one-hot, not smoothed; differentiable with respect to the logits
 * @throws INPUT for what is no tensor of that shape, POOL for a pool that is not given; at once
 *   OPTION, UNKNOWN_OPTION and PLAN
 */
export function decoupledMixup (
  plan: Plan<unknown>, options: DecoupledOptions = {}
): (logits: Tensor, targets: Tensor) => Scalar {
  const { form, eta, pools = {} } = parseOptions('decoupledMixup', optionsSchema, options)
  const terms = targetTerms(plan)
  const size = outputCount(plan)
  if (Array.isArray(eta) && eta.length !== terms.length) {
    throw fail('OPTION', 'decoupledMixup', 'eta',
      `must be a number, or ${terms.length} of them, one a part of the plan`, eta)
  }
  return (logits, targets) => {
    checkTensor(logits, 'decoupledMixup', 'logits')
    checkTensor(targets, 'decoupledMixup', 'targets')
    if (logits.rank !== 2 || logits.shape[0] !== size) {
      throw fail('INPUT', 'decoupledMixup', 'logits',
        `must be [${size}, classes], with as many rows as the plan`, logits)
    }
    return tf.tidy(() => {
      const classes = logits.shape[1] as number
      const parts = terms.map(({ x, rows, strength }) => {
        const known = x === 'batch' ? targets : pools[x] as Tensor | undefined
        if (known === undefined)
          throw fail('POOL', 'decoupledMixup', x, ['batch', ...Object.keys(pools)])
        if (known.rank !== 2 || known.shape[1] !== classes) {
          throw fail('INPUT', 'decoupledMixup', x === 'batch' ? 'targets' : `pools.${x}`,
            `must be one-hot rows of ${classes} classes`, known)
        }
        return { labels: takeRows(known, rows), weight: tf.reshape(toTensor(strength), [-1, 1]) }
      })
      const mixed = parts.reduce<Tensor>((sum, { labels, weight }) =>
        tf.add(sum, tf.mul(labels, weight)), tf.zeros([size, classes]))
      const usual = tf.neg(tf.sum(tf.mul(mixed, tf.logSoftmax(logits))))
      const extra = form === 'openmixup'
        ? openMixupTerm(logits, mixed, parts.length, eta)
        : paperTerm(logits, parts, eta)
      return tf.div<Scalar>(tf.add(usual, extra), size)
    })
  }
}

interface Part { readonly labels: Tensor, readonly weight: Tensor }

function paperTerm (
  logits: Tensor, parts: readonly Part[], eta: number | readonly number[]
): Tensor {
  const present = parts.map(({ labels, weight }) =>
    tf.mul(tf.cast(tf.greater(labels, 0), 'float32'), tf.cast(tf.greater(weight, 0), 'float32')))
  const mixed = present.reduce((most, each) => tf.maximum(most, each))
  const several = tf.cast(tf.greater(tf.sum(mixed, 1), 1), 'float32')
  const each = parts.map(({ weight }, part) => {
    const own = present[part]
    const loss = decoupled(logits, own, tf.sub(mixed, own))
    const factor = typeof eta === 'number'
      ? tf.mul(tf.squeeze(weight, [1]), eta)
      : tf.scalar(eta[part])
    return tf.sum(tf.mul(tf.mul(loss, several), factor))
  })
  return sumOf([tf.scalar(0), ...each])
}

const factor = z.number().check(z.gte(0))
const optionsSchema = z.object({
  form: z._default(z.enum(['paper', 'openmixup']), 'paper'),
  eta: z._default(z.union([factor, z.array(factor)]), 0.1),
  pools: z.optional(z.record(z.string(), z.custom<Tensor>(isTensor, 'must be a tensor')))
})
