import * as z from 'zod/mini'
import { boxes, defineMixer, option, over, own, probability, rows } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'

/**
 * RecursiveMix: the whole mixed image of the step before, resized into a box; its mixed target
 * comes with it.
 *
 * Yang et al., NeurIPS 2022, arXiv:2203.06844. Law of the authors' code
 * (implus/RecursiveMix-pytorch@ed381bf, `utils.py`): one box a batch, its area uniform up to
 * `alpha`, its centre uniform. Row i shows row i of the step before; on the first step there is
 * nothing to paste. The authors add `recursivemixLoss`: what the model answers to the box alone is
 * held against its answer to that image before.
 *
 * Departures: a batch larger than the one before starts over at its first row, where the code
 * fails; a box without pixels leaves the images as they are.
 */
export const recursivemix = defineMixer({
  name: 'recursivemix',
  domain: 'image',
  paper: 'arXiv:2203.06844',
  pairing: 'own',
  options: z.object({
    alpha: probability.default(0.5).describe('the largest area of the box, as a share'),
    resize: option(z.enum(['nearest', 'bilinear-corners'])).default('nearest')
  }),
  pools: ['previous'],

  plan ({ size, frame, pools: { previous } }, { alpha, resize }, draw) {
    if (previous === undefined) return [own()]
    const box = clippedBox(Math.sqrt(draw.uniform('area', 0, alpha)), centre(draw, frame), frame)
    const whole = { height: [0, frame[0]], width: [0, frame[1]] } as const
    return [own(), over({ pool: 'previous', rows: rows(size, i => i % previous.size) }, {
      where: boxes([box], [whole], resize)
    })]
  }
})
