import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { defineMixer } from '../define/mixer.js'
import { parseOptions } from '../define/options.js'
import { nonnegative, positive } from '../define/schemas.js'
import { fail } from '../errors.js'
import { over, rows } from '../plan/layers.js'
import type { RowLoss } from '../targets/loss.js'
import { checkTensor } from '../tensor/index.js'

/**
 * RegMixup: the batch as it is, and its mixup after it, through the model at once.
 *
 * Pinto et al., NeurIPS 2022, arXiv:2206.14502. Law of the authors' code
 * (FrancescoPinto/RegMixup): one λ ~ Beta(alpha, alpha) a batch with a large alpha, 20 on CIFAR-10
 * and 10 on CIFAR-100, random pairing; the loss of the mixed rows is added to that of the clean
 * ones.
 *
 * An output for every row and then one for every mix: twice as many as rows. `regMixupLoss` is the
 * loss.
 */
export const regMixup = defineMixer({
  name: 'reg-mixup',
  domain: 'any',
  paper: 'arXiv:2206.14502',
  options: z.object({
    alpha: positive.default(20).describe('λ ~ Beta(alpha, alpha)')
  }),

  plan ({ size, pair }, { alpha }, draw) {
    const partner = pair()
    const lambda = draw.beta('lambda', alpha)
    const mixed = rows(size, i => size + i)
    return {
      size: 2 * size,
      layers: [
        over({ pool: 'batch', rows: rows(2 * size, i => i % size) }),
        over(partner, { outputs: mixed, coefficient: 1 - lambda })
      ]
    }
  }
})

/**
 * The loss of RegMixup (eq. 6): that of the clean rows, the first half, and that of the mixed ones
 * times `weight`.
 *
 * @param loss - one number a row
 * @returns `(outputs [2n, …], targets [2n, …]) → scalar`, targets as the mixer gives them
 * @throws OPTION at once; INPUT for an odd number of rows
 */
export function regMixupLoss (
  loss: RowLoss, options: { readonly weight?: number } = {}
): (outputs: Tensor, targets: Tensor) => Scalar {
  if (typeof loss !== 'function')
    throw fail('OPTION', 'regMixupLoss', 'loss', 'must be a function', loss)
  const { weight } = parseOptions('regMixupLoss', z.object({ weight: nonnegative.default(1) }),
    options)
  return (outputs, targets) => {
    checkTensor(outputs, 'regMixupLoss', 'outputs')
    checkTensor(targets, 'regMixupLoss', 'targets')
    const count = outputs.shape[0]
    if (outputs.rank < 1 || count % 2 !== 0 || count === 0)
      throw fail('INPUT', 'regMixupLoss', 'outputs', 'must have two rows for every sample', outputs)
    return tf.tidy(() => {
      const each = loss(outputs, targets)
      checkTensor(each, 'regMixupLoss', 'loss')
      if (each.rank !== 1 || each.shape[0] !== count)
        throw fail('TENSOR', 'regMixupLoss', 'loss', `must give one number a row, [${count}]`, each)
      const [clean, mixed] = tf.split(each, 2)
      return tf.add<Scalar>(tf.mean(clean), tf.mul(tf.mean(mixed), weight))
    })
  }
}
