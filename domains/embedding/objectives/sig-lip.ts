import type { Scalar } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, rowProducts } from '../../../core/index.js'
import { table } from '../parts/labels.js'
import type { Pairs } from '../parts/pairs.js'
import { checkPairs } from '../parts/pairs.js'
import { unitRows } from '../parts/rows.js'
import type { LogScale } from '../parts/temperature.js'
import { checkScalar, scaled } from '../parts/temperature.js'

export interface SigLipOptions {
  /** The logarithm of what cosines are multiplied by; log 10 by default, where training begins. */
  readonly logScale?: LogScale
  /** What is added to them; -10 by default. */
  readonly bias?: LogScale
  readonly normalize?: boolean
}

/**
 * The sigmoid loss of SigLIP: whether each image and each text belong together, told one by one.
 *
 * Zhai et al., ICCV 2023, arXiv:2303.15343; mlfoundations/open_clip@89fb801, `SigLipLoss`: the sum
 * over all pairs, by the number of rows.
 *
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function sigLip ({ image, text, ...given }: Pairs & SigLipOptions): Scalar {
  const who = 'sigLip'
  checkPairs({ image, text }, who)
  const { logScale = Math.log(10), bias = -10, ...rest } = given
  checkScalar(logScale, who, 'logScale')
  checkScalar(bias, who, 'bias')
  const { normalize } = parseOptions(who, z.object({
    normalize: option(z.boolean()).default(true)
  }), rest)
  const size = image.shape[0]
  return tf.tidy(() => {
    const products = rowProducts(unitRows(image, normalize), unitRows(text, normalize))
    const logits = tf.add(scaled(products, logScale, 1), bias)
    const signs = table(size, size, (i, j) => i === j ? 1 : -1)
    return tf.div(tf.sum(tf.softplus(tf.neg(tf.mul(logits, signs)))), size)
  })
}
