import * as z from 'zod/mini'
import { defineMixer, interval, over, own } from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { pixels } from '../masks.js'

/**
 * SmoothMix: the partner shows through a bell about a random point; the target follows the pixels.
 *
 * Lee et al., CVPR Workshops 2020. Law of OpenMixup@37e1372, `smoothmix.py`: one bell a batch,
 * random pairing, σ between 1/4 and 1/2 of a side.
 *
 * Departures: the code gives the own target the share of the partner's pixels; here every target
 * has the share of its own. Images need not be square: σ is a share of √(H·W).
 */
export const smoothmix = defineMixer({
  name: 'smoothmix',
  domain: 'image',
  paper: 'doi:10.1109/CVPRW50498.2020.00386',
  options: z.object({
    sigma: interval.default([0.25, 0.5])
      .describe('[low, high] that σ is drawn from, as shares of a side')
  }),

  plan (facts, { sigma: [low, high] }, draw) {
    const [height, width] = facts.frame
    const center = [centreOf(draw, 'centerY', height), centreOf(draw, 'centerX', width)]
    const sigma = (low + draw.uniform('sigma') * (high - low)) * Math.sqrt(height * width)
    const bell = { rule: 'bell', center, spread: 2 * sigma ** 2 } as const
    return [own(), over(facts.pair(), { where: pixels(facts, bell) })]
  }
})

/**
 * A point of the middle of a plane of twice the side, moved by a whole number: about the image's
 * own middle.
 */
function centreOf (draw: Draws, name: string, length: number): number {
  const moved = Math.trunc(draw.int(name, length) - length / 2)
  return moved + (2 * length - 1) / 2 - Math.floor(length / 2)
}
