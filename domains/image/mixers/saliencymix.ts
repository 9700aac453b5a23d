import * as z from 'zod/mini'
import { boxes, defineMixer, option, over, own, positive, times } from '../../../core/index.js'
import type { Box } from '../../../core/index.js'
import type { Centre } from '../boxes.js'
import { clippedBox } from '../boxes.js'
import type { Maps } from '../signals/given.js'
import { checkFinite, mapOf, unreadMaps } from '../signals/given.js'
import '../signals/named.js'
import { within } from '../signals/within.js'

/**
 * SaliencyMix: CutMix whose box lies about the most salient pixel of the image it is taken from.
 *
 * Uddin et al., ICLR 2021, arXiv:2006.01791. Law of the authors' code
 * (afm-shahab-uddin/SaliencyMix@9ee02b8, `saliencymix.py`): one λ ~ Beta(alpha, alpha) and one box
 * a batch, about the peak of the partner of the first row; random pairing, target by the clipped
 * area. The authors mix with probability 0.5: `sometimes(0.5, saliencymix())`. Their saliency is
 * OpenCV's fine-grained one, `fineGrainedSaliency` here; they hand it normalised floats, which it
 * reads as bytes.
 *
 * Departure, off by default: a box about the peak of every partner, as the paper says.
 */
export const saliencymix = defineMixer({
  name: 'saliencymix',
  domain: 'image',
  paper: 'arXiv:2006.01791',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    per: option(z.enum(['batch', 'sample'])).default('batch').describe(
      'one λ and one box a batch (the code) or one a sample'
    )
  }),
  signals: ['saliency'],

  plan (facts, { alpha, per }, draw) {
    const { size, frame } = facts
    const partner = within('saliencymix', facts.pair())
    const maps = unreadMaps('saliencymix', 'saliency', facts, frame)
    const list = times(per === 'sample' ? size : 1, (i): Box => {
      const row = partner.rows[i]
      checkFinite('saliencymix', 'saliency', mapOf(maps, row))
      return clippedBox(Math.sqrt(1 - draw.beta('lambda', alpha)), peakOf(maps, row), frame)
    })
    return [own(), over(partner, { where: boxes(list) })]
  }
})

/** The first of the most salient pixels of a row, line by line. */
export function peakOf ({ data, shape: [, height, width] }: Maps, row: number): Centre {
  const first = row * height * width
  let peak = 0
  for (let k = 1; k < height * width; k++) if (data[first + k] > data[first + peak]) peak = k
  return { y: Math.floor(peak / width), x: peak % width }
}
