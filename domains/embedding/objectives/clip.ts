import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { option, parseOptions, probability, rowDots, rowProducts } from '../../../core/index.js'
import type { Beside } from '../parts/beside.js'
import { negativesIn, rowsBeside } from '../parts/beside.js'
import { checkMask, unlike } from '../parts/masks.js'
import type { Pairs } from '../parts/pairs.js'
import { checkPairs, symmetric } from '../parts/pairs.js'
import type { Reducer } from '../parts/reduce.js'
import { reducer } from '../parts/reduce.js'
import { unitRows } from '../parts/rows.js'
import type { LogScale } from '../parts/temperature.js'
import { checkScalar, scaled, temperature } from '../parts/temperature.js'

/** Beside the texts: further ones, of no image here, that images are told from. */
export interface ClipOptions extends Beside {
  /** 1 where image i and text j show the same, so that they are no negatives: float32 `[n, n]`. */
  readonly sameItem?: Tensor2D
  /** What cosines are divided by; 0.07 by default. */
  readonly temperature?: number
  /** The logarithm of what they are multiplied by, learnt, instead of a temperature. */
  readonly logScale?: LogScale
  /** The share of the target that goes to all pairs alike; 0 by default. */
  readonly smoothing?: number
  /** Whether rows are brought to length 1; true by default. */
  readonly normalize?: boolean
  readonly reducer?: Reducer
}

const options = z.object({
  temperature: temperature.default(0.07),
  smoothing: probability.default(0),
  normalize: option(z.boolean()).default(true),
  reducer: reducer.default('mean')
})

/**
 * The loss of CLIP: from each image its text is told from those of the others, and the other way.
 *
 * Radford et al., ICML 2021, arXiv:2103.00020; mlfoundations/open_clip@89fb801, `ClipLoss`, of one
 * process. Label smoothing is torch's: a share of the target for all pairs alike.
 *
 * @returns the mean of both directions; 0 for one pair with nothing beside it
 * @throws OPTION, INPUT, EMPTY_BATCH
 */
export function clip (
  { image, text, bank, sampleIds, synthetic, sameItem, ...given }: Pairs & ClipOptions
): Scalar {
  const who = 'clip'
  checkPairs({ image, text }, who)
  checkMask(sameItem, image.shape[0], who, 'sameItem')
  const { logScale, ...rest } = given
  checkScalar(logScale, who, 'logScale')
  const { temperature, smoothing, normalize, reducer } = parseOptions(who, options, rest)
  return tf.tidy(() => {
    const [one, other] = [image, text].map(rows => unitRows(rows, normalize))
    const further = rowsBeside({ bank, sampleIds, synthetic }, one, { normalize }, who)
      .map(block => scaled(negativesIn(block), logScale, temperature))
    const all = scaled(rowProducts(one, other), logScale, temperature)
    return symmetric({
      all,
      seen: unlike(all, sameItem),
      own: scaled(rowDots(one, other), logScale, temperature)
    }, smoothing, reducer, further)
  })
}
