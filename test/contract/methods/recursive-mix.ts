import * as z from 'zod'
import { boxes, defineMixer, over, own, probability, rows } from '../../../core/index.js'
import { centre, clippedBox } from '../../../domains/image/boxes.js'

/**
 * RecursiveMix: the whole mixed image of the step before, resized into a box; its mixed target
 * comes with it.
 *
 * Yang et al., NeurIPS 2022, arXiv:2203.06844; implus/RecursiveMix-pytorch@ed381bf. One box a
 * batch; on the first step there is nothing to paste.
 */
export const recursiveMix = defineMixer({
  name: 'recursive-mix',
  domain: 'image',
  paper: 'arXiv:2203.06844',
  options: z.object({
    alpha: probability.default(0.5).describe('the largest area of the box'),
    resize: z.enum(['nearest', 'bilinear-corners']).default('nearest')
  }),
  pools: ['previous'],

  plan ({ size, shape, pools: { previous } }, { alpha, resize }, draw) {
    if (previous === undefined) return [own()]
    const side = Math.sqrt(draw.uniform('area', 0, alpha))
    const box = clippedBox(side, centre(draw, shape), shape)
    const whole = { height: [0, shape[0]], width: [0, shape[1]] } as const
    return [own(), over({ pool: 'previous', rows: rows(size, i => i % previous.size) }, {
      where: boxes([box], [whole], resize)
    })]
  }
})
