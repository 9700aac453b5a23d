import * as z from 'zod/mini'
import type { Box } from '../../../core/index.js'
import {
  boxes, defineMixer, nonnegative, numbers, option, over, own, positive, times
} from '../../../core/index.js'

/**
 * Keras' `MixUp`: a λ for every sample, random pairing.
 *
 * Law of keras-team/keras@3422977a5e, `mix_up.py`.
 */
export const kerasMixup = defineMixer({
  name: 'keras-mixup',
  domain: 'image',
  paper: 'keras',
  options: z.object({ alpha: positive.default(0.2).describe('λ ~ Beta(alpha, alpha)') }),
  plan: ({ size, pair }, { alpha }, draw) =>
    [own(), over(pair(), { coefficient: numbers(size, () => 1 - draw.beta('lambda', alpha)) })]
})

/**
 * Keras' `CutMix`: a box for every sample that lies inside the image, with real edges; the label
 * follows the real area, not the pixels.
 *
 * Law of keras-team/keras@3422977a5e, `cut_mix.py`: alpha ~ U(factor) + 1e-6 once a batch, λ ~
 * Beta(alpha, alpha) a sample, sides √(1 - λ)·side, start uniform where the box fits, a pixel is in
 * it if its index is. Boxes are not clipped, so they cover more than those of the authors of
 * CutMix: half of the image on average at factor 1.
 */
export const kerasCutmix = defineMixer({
  name: 'keras-cutmix',
  domain: 'image',
  paper: 'keras',
  options: z.object({
    factor: option(z.tuple([nonnegative, nonnegative])
      .check(z.refine(([low, high]) => low <= high, 'must be [low, high]')))
      .default([0, 1])
      .describe("[low, high] that alpha is drawn from; keras' single number is its high")
  }),
  plan: ({ size, shape: [height, width], pair }, { factor: [low, high] }, draw) => {
    const alpha = draw.uniform('alpha', low, high) + 1e-6
    const lambda = numbers(size, () => draw.beta('lambda', alpha))
    const span = (name: string, i: number, length: number): [number, number] => {
      const side = Math.sqrt(1 - lambda[i]) * length
      const start = draw.uniform(name) * (length - side)
      return [Math.ceil(start), Math.min(length, Math.ceil(start + side))]
    }
    const list = times(size,
      (i): Box => ({ height: span('y', i, height), width: span('x', i, width) }))
    return [
      own({ weight: lambda }),
      over(pair(), { where: boxes(list), weight: numbers(size, i => 1 - lambda[i]) })
    ]
  }
})
