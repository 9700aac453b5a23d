import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import { count, defineMixer, positive, sum, times } from '../../../core/index.js'
import type { Given } from '../method.js'

const options = z.object({ samples: count.default(3), alpha: positive.default(1) })

/** The masks that a generator makes for several rows an output: `[outputs, height, width]` each. */
export type Generate = (samples: readonly Int32Array[], lambda: readonly number[]) => Tensor[]

/**
 * Adversarial AutoMix: several images under masks that a generator learns; labels by λ.
 *
 * Qin et al., ICLR 2024, arXiv:2312.11954; JinXins/Adversarial-AutoMixup@9d6fd12. λ is of `samples`
 * draws from a Beta, made to sum to 1; every sample has an order of its own.
 */
export const adAutoMix = defineMixer<typeof options, Given<{ generate: Generate }>, Tensor>({
  name: 'ad-auto-mix',
  domain: 'image',
  paper: 'arXiv:2312.11954',
  options,
  signals: ['generate'],

  plan ({ pair, signals: { generate } }, { samples, alpha }, draw) {
    const drawn = times(samples, () => draw.beta('lambda', alpha))
    const total = drawn.reduce((all, each) => all + each)
    const lambda = drawn.map(each => each / total)
    const rows = times(samples, () => pair())
    return generate(rows.map(each => each.rows), lambda).map((levels, s) => sum(rows[s], {
      where: {
        kind: 'mask', axes: ['height', 'width'], grid: levels.shape.slice(1), levels, of: 1
      },
      weight: lambda[s]
    }))
  }
})
