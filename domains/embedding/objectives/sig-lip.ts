import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, rowProducts } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { negativesIn, rowsBeside } from '../parts/beside.js'
import { diagonal, table } from '../parts/labels.js'
import { checkMask } from '../parts/masks.js'
import type { Pairs } from '../parts/pairs.js'
import { checkPairs } from '../parts/pairs.js'
import { unitRows } from '../parts/rows.js'
import type { LogScale } from '../parts/temperature.js'
import { checkScalar, scaled } from '../parts/temperature.js'

/** Beside the texts: further ones, which belong to no image here. */
export interface SigLipOptions extends Beside {
  /** 1 where image i and text j show the same, so that they are no negatives: float32 `[n, n]`. */
  readonly sameItem?: Tensor2D
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
export function sigLip (
  { image, text, bank, sampleIds, synthetic, sameItem, ...given }: Pairs & SigLipOptions
): Scalar {
  const who = 'sigLip'
  checkPairs({ image, text }, who)
  checkMask(sameItem, image.shape[0], who, 'sameItem')
  const { logScale = Math.log(10), bias = -10, ...rest } = given
  checkScalar(logScale, who, 'logScale')
  checkScalar(bias, who, 'bias')
  const { normalize } = parseOptions(who, z.object({
    normalize: option(z.boolean()).default(true)
  }), rest)
  const size = image.shape[0]
  return tf.tidy(() => {
    const anchors = unitRows(image, normalize)
    const logitsOf = (cosines: Tensor2D): Tensor2D => tf.add(scaled(cosines, logScale, 1), bias)
    const logits = logitsOf(rowProducts(anchors, unitRows(text, normalize)))
    const signs = table(size, size, (i, j) => i === j ? 1 : -1)
    const each = tf.softplus<Tensor2D>(tf.neg(tf.mul(logits, signs)))
    const counted = sameItem === undefined
      ? each
      : tf.mul(each, tf.maximum(tf.sub(1, sameItem), diagonal(size)))
    const told = tf.sum<Scalar>(counted)
    const beside = rowsBeside({ bank, sampleIds, synthetic }, anchors, { normalize }, who)
      .map(block => tf.sum<Scalar>(tf.softplus(logitsOf(negativesIn(block)))))
    return tf.div(tf.addN([told, ...beside]), size)
  })
}
