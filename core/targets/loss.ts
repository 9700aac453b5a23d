import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../contract/index.js'
import { fail } from '../errors.js'
import * as z from 'zod/mini'
import { parseOptions } from '../define/options.js'
import { toTensor } from '../paint/strength.js'
import { checkTensor, takeRows } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'
import { outputCount, targetTerms } from './terms.js'
import { sumOf } from './sum-of.js'

/** A loss that gives one number a row: `[rows, …]` outputs and targets in, `[rows]` out. */
export type RowLoss = (outputs: Tensor, targets: Tensor) => Tensor1D

/** What a mixed loss may be told. */
export interface MixedLossOptions {
  /** Targets of the other pools the plan names, `[rows, …]`. */
  readonly pools?: Readonly<Record<string, Tensor>>
  /** Rows whose target equals this carry no loss. */
  readonly ignore?: number
}

/**
 * A loss for mixed outputs and unmixed targets: Σ weight · loss(output, target of the part),
 * averaged over the outputs.
 *
 * It needs no soft labels, so any loss will do, also where weights need not sum to 1. For
 * cross-entropy it equals the loss of the mixed labels.
 *
 * @param loss - one number a row
 * @returns `(outputs [plan.size, …], targets [batch rows, …]) → scalar`; differentiable with
 *   respect to the outputs
 * @throws TENSOR if the loss does not give one number a row, INPUT for what is no tensor or has
 *   another number of rows, POOL for a pool that is not given; at once OPTION and PLAN
 */
export function mixedLoss (
  loss: RowLoss, plan: Plan<unknown>, options: MixedLossOptions = {}
): (outputs: Tensor, targets: Tensor) => Scalar {
  if (typeof loss !== 'function')
    throw fail('OPTION', 'mixedLoss', 'loss', 'must be a function', loss)
  const { pools = {}, ignore } = parseOptions('mixedLoss', optionsSchema, options)
  const terms = targetTerms(plan)
  const size = outputCount(plan)
  return (outputs, targets) => {
    checkTensor(outputs, 'mixedLoss', 'outputs')
    checkTensor(targets, 'mixedLoss', 'targets')
    if (outputs.shape[0] !== size)
      throw fail('INPUT', 'mixedLoss', 'outputs', `must have ${size} rows, as the plan`, outputs)
    return tf.tidy(() => {
      const parts = terms.map(({ x, rows, strength }) => {
        const known = x === 'batch' ? targets : pools[x] as Tensor | undefined
        if (known === undefined) {
          throw fail('POOL', 'mixedLoss', x, ['batch', ...Object.keys(pools)])
        }
        const seen = takeRows(known, rows)
        const each = loss(outputs, seen)
        checkTensor(each, 'mixedLoss', 'loss')
        if (each.rank !== 1 || each.shape[0] !== rows.length) {
          const allowed = `must give one number a row, [${rows.length}]`
          throw fail('TENSOR', 'mixedLoss', 'loss', allowed, each)
        }
        const weights = tf.mul(toTensor(strength), counted(seen, ignore, rows.length))
        return tf.sum(tf.mul(each, weights))
      })
      return tf.div<Scalar>(sumOf([tf.scalar(0), ...parts]), size)
    })
  }
}

const optionsSchema = z.object({
  pools: z.optional(z.record(z.string(), z.custom<Tensor>(isTensor, 'must be a tensor'))),
  ignore: z.optional(z.number())
})

function counted (targets: Tensor, ignore: number | undefined, size: number): Tensor {
  return ignore === undefined ? tf.ones([size]) : tf.cast(tf.notEqual(targets, ignore), 'float32')
}
