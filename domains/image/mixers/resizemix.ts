import * as z from 'zod/mini'
import { boxes, defineMixer, interval, option, over, own, positive } from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'

/**
 * ResizeMix: the whole partner, made small, in a random box; the target follows its area.
 *
 * Qin et al., arXiv:2012.11101. Law of OpenMixup@37e1372, `resizemix.py` (the authors published no
 * code): one τ ~ U(scope) and one box a batch, random pairing; sides are τ of the image's, the
 * centre is uniform, and the partner is resized to what the border leaves of the box.
 *
 * Departures: height and width are not exchanged, which only a square image survives; a box without
 * pixels leaves the image as it is, where the code fails.
 */
export const resizemix = defineMixer({
  name: 'resizemix',
  domain: 'image',
  paper: 'arXiv:2012.11101',
  options: z.object({
    scope: interval.default([0.1, 0.8]).describe('[low, high] that τ is drawn from'),
    alpha: positive.optional()
      .describe('τ ~ Beta(alpha, alpha) instead, drawn anew where it lies outside of scope'),
    resize: option(z.enum(['nearest', 'bilinear'])).default('nearest')
  }),

  plan ({ frame, pair }, { scope, alpha, resize }, draw) {
    const [height, width] = frame
    const box = clippedBox(tau(draw, scope, alpha), centre(draw, frame), frame)
    const whole = { height: [0, height], width: [0, width] } as const
    return [own(), over(pair(), { where: boxes([box], [whole], resize) })]
  }
})

function tau (draw: Draws, [low, high]: readonly [number, number], alpha?: number): number {
  if (alpha === undefined) return draw.uniform('tau', low, high)
  const drawn = draw.beta('tauBeta', alpha)
  return drawn < low || drawn > high ? draw.uniform('tau', low, high) : drawn
}
