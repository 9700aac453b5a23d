import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { AlignOptions } from '../align/transport.js'
import { transportOf } from '../align/transport.js'
import { addBlend } from '../brushes.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * A source blended with what is there by the coefficient, once the features of one of them have
     * been moved to where the other has their like: the source's (`own`), or what is there's.
     */
    align: {
      readonly to: 'own' | 'partner'
      readonly epsilon: number
      readonly iterations: number
      readonly threshold: number
    }
  }
}

/** AlignMix' blend of two feature maps. */
export const align = addBlend('align', {
  parameters: z.strictObject({
    to: z.enum(['own', 'partner']),
    epsilon: z.number().check(z.gt(0)),
    iterations: z.int().check(z.gte(1)),
    threshold: z.number().check(z.gte(0))
  }),
  run (there, source, coefficient, parameters) {
    const { to, ...options } = parameters as unknown as AlignOptions & { to: 'own' | 'partner' }
    const features = there.shape[there.rank - 1]
    const flat = (x: Tensor): Tensor => tf.reshape(x, [there.shape[0], -1, features])
    const [own, other] = [flat(there), flat(source)]
    const places = own.shape[1] as number
    const shares = tf.mul(transportOf(own, other, options), places)
    const [base, moved] = to === 'own'
      ? [own, tf.matMul(shares, other)]
      : [tf.matMul(tf.transpose(shares, [0, 2, 1]), own), other]
    const share = coefficient instanceof Float64Array
      ? tf.tensor1d(Float32Array.from(coefficient))
      : coefficient
    const column = tf.reshape(share, [share.size, 1, 1])
    const mixed = tf.add(tf.mul(base, tf.sub(1, column)), tf.mul(moved, column))
    return tf.reshape(mixed, there.shape)
  }
})
