import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { checkTensor, isTensor, option, positive } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/** What a temperature must be above, as lightly asks. */
const LEAST = 1e-8

/** What logits are divided by. */
export const temperature = option(z.number().check(z.gt(LEAST)))

/** What cosines are multiplied by: by default, what a temperature of 0.07 does. */
export const scale = positive.default(1 / 0.07)

/** What logits are multiplied by, as a model learns it: its logarithm. */
export type LogScale = Scalar | number

/** Logits by a learnt scale, or by a temperature where there is none. */
export function scaled<T extends Tensor> (
  x: T, logScale: LogScale | undefined, temperature: number
): T {
  if (logScale === undefined) return tf.div<T>(x, temperature)
  return tf.mul<T>(x, isTensor(logScale) ? tf.exp<Tensor>(logScale) : Math.exp(logScale))
}

/** Checks a learnt scale or bias. Throws INPUT. */
export function checkScalar (x: unknown, who: string, name: string): void {
  if (x === undefined || (typeof x === 'number' && Number.isFinite(x))) return
  checkTensor(x, who, name)
  if (x.size !== 1) throw fail('INPUT', who, name, 'must be one number', x)
}
