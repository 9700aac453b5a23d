import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import { checkTensor, parseOptions, positive } from '../../../core/index.js'

/** How the spread of a channel is kept from 0. */
export const adaptedOptions = z.object({
  epsilon: positive.default(1e-5).describe('added to variances')
})

/**
 * Adaptive instance normalisation: every channel of the content gets the mean and the spread that
 * it has in the style. Huang and Belongie, ICCV 2017, arXiv:1703.06868, eq. 8; variances unbiased,
 * as in the code of StyleMix (alsdml/StyleMix@e947c7d, `function.py`). A channel of one pixel gets
 * the mean alone. Differentiable.
 *
 * @param content - float32 `[n, height, width, channels]`
 * @param style - float32 `[n, any, any, channels]`
 * @returns as `content`
 * @throws TENSOR for what is no such tensor, OPTION for an epsilon that is not above 0
 */
export function adapted (
  content: Tensor, style: Tensor, options: { readonly epsilon?: number } = {}
): Tensor4D {
  const { epsilon } = parseOptions('adapted', adaptedOptions, options)
  for (const [name, x] of Object.entries({ content, style })) {
    checkTensor(x, 'adapted', name)
    if (x.rank !== 4 || x.dtype !== 'float32')
      throw fail('TENSOR', 'adapted', name, 'must be float32 [n, height, width, channels]', x)
  }
  const agrees = [0, 3].every(axis => content.shape[axis] === style.shape[axis])
  if (!agrees) {
    const allowed = 'must have as many rows and channels as content'
    throw fail('TENSOR', 'adapted', 'style', allowed, style)
  }
  return tf.tidy(() => {
    const own = momentsOf(content, epsilon)
    const wanted = momentsOf(style, epsilon)
    const normal = tf.div(tf.sub(content, own.mean), own.deviation)
    return tf.add<Tensor4D>(tf.mul(normal, wanted.deviation), wanted.mean)
  })
}

function momentsOf (x: Tensor, epsilon: number): { mean: Tensor, deviation: Tensor } {
  const mean = tf.mean(x, [1, 2], true)
  const pixels = Math.max(1, (x.shape[1] as number) * (x.shape[2] as number) - 1)
  const variance = tf.div(tf.sum(tf.square(tf.sub(x, mean)), [1, 2], true), pixels)
  return { mean, deviation: tf.sqrt(tf.add(variance, epsilon)) }
}
