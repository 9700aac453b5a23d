import * as z from 'zod/mini'
import { defineMixer, numbers, over, own, positive, probability } from '../../../core/index.js'

/**
 * Beat-synchronous latent mixup (BLM): some rows become mixes of two codes, those of two sounds
 * that were aligned at a downbeat of each.
 *
 * Chen et al., MusicLDM, ICASSP 2024, arXiv:2308.01546: every row with a probability, with a λ ~
 * Beta(5, 5) of its own. The batch has the codes of the sounds themselves; the pools `first` and
 * `second` those of the aligned ones, row by row. An encoder makes them before, a decoder hears the
 * mixes afterwards. The target is that of the row: the paper's is the embedding of what the decoder
 * makes of it.
 */
export const latentMixup = defineMixer({
  name: 'latent-mixup',
  domain: 'audio',
  paper: 'arXiv:2308.01546',
  pairing: 'own',
  options: z.object({
    probability: probability.default(0.5).describe('how often a row is mixed'),
    beta: positive.default(5).describe('λ ~ Beta(beta, beta)')
  }),
  pools: ['first', 'second'],
  pictures: ['first', 'second'],

  plan ({ size }, { probability: often, beta }, draw) {
    const chosen = Int32Array.from({ length: size }, (_, row) => row)
      .filter(() => draw.chance('mix', often))
    if (chosen.length === 0) return [own()]
    const lambda = numbers(chosen.length, () => draw.beta('lambda', beta))
    const here = { outputs: chosen, weight: 0 }
    return [
      own({ weight: 1 }),
      over({ pool: 'first', rows: chosen }, here),
      over({ pool: 'second', rows: chosen }, { ...here, coefficient: lambda.map(each => 1 - each) })
    ]
  }
})
