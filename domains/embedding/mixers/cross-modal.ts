import * as z from 'zod/mini'
import { arc, defineMixer, own, positive, rows } from '../../../core/index.js'

/**
 * m²-Mix: every image moves along the arc to its own text: a hard negative for all other pairs.
 *
 * Oh et al., NeurIPS 2023, arXiv:2203.03897; changdaeoh/multimodal-mixup@f8e05fc, `main.py`: one
 * λ ~ Beta(alpha, alpha) a batch, the share of the image. Images are the batch, texts the pool
 * `text`, row by row, all of length 1.
 */
export const crossModal = defineMixer({
  name: 'm2-mix',
  domain: 'embedding',
  paper: 'arXiv:2203.03897',
  pairing: 'own',
  options: z.object({
    alpha: positive.default(0.5).describe('λ ~ Beta(alpha, alpha), the share of the image')
  }),
  pools: ['text'],
  pictures: ['text'],

  plan ({ size }, { alpha }, draw) {
    const text = { pool: 'text', rows: rows(size, i => i) }
    const anchor = { rule: 'range', first: 0, count: size } as const
    return {
      layers: [own({ weight: 1 }),
        arc(text, { coefficient: 1 - draw.beta('lambda', alpha), weight: 0 })],
      synthetic: [{ role: 'negative', count: size, anchor }]
    }
  }
})
