import * as z from 'zod/mini'
import type { Box, Draws } from '../../../core/index.js'
import { boxes, defineMixer, numbers, over, own, positive } from '../../../core/index.js'
import { centre, clippedBox } from '../boxes.js'
import type { Maps } from '../signals/given.js'
import { mapOf, mapsOf } from '../signals/given.js'
import '../signals/named.js'
import { within } from '../signals/within.js'

/** Keeps a map that holds nothing from a division by 0, as the authors' code does. */
const EPSILON = 1e-8

/**
 * SnapMix: a box of the partner, resized into another box; every label weighs what is seen of the
 * class activation of its image, so that weights need not sum to 1.
 *
 * Huang, Wang and Tao, AAAI 2021, arXiv:2012.04846. Law of the authors' code
 * (Shaoli-Huang/SnapMix@245bda4, `utils/mixmethod.py`): two λ ~ Beta(alpha, alpha) and two clipped
 * boxes a batch, random pairing, bilinear resizing that keeps corners; the signal `activation` has
 * the map of the true class of every image. Where both images have one class, their weights are
 * added up. The README trains with alpha 5.
 */
export const snapmix = defineMixer({
  name: 'snapmix',
  domain: 'image',
  paper: 'arXiv:2012.04846',
  options: z.object({ alpha: positive.default(1).describe('both λ ~ Beta(alpha, alpha)') }),
  signals: ['activation'],

  plan (facts, { alpha }, draw) {
    const { size, frame, labels } = facts
    const { into, from } = snapBoxes(draw, frame, alpha)
    const { pool, rows } = within('snapmix', facts.pair())
    if (area(into) === 0 || area(from) === 0)
      return { targets: 'free', layers: [own({ weight: 1 })] }
    const maps = mapsOf('snapmix', 'activation', facts, frame)
    const kept = numbers(size, i => 1 - held(maps, i, into))
    const brought = numbers(size, i => held(maps, rows[i], from))
    const same = numbers(size, i => Number(labels !== undefined && labels[i] === labels[rows[i]]))
    return {
      targets: 'free',
      layers: [
        own({ weight: numbers(size, i => kept[i] + same[i] * brought[i]) }),
        over({ pool, rows }, {
          where: boxes([into], [from], 'bilinear-corners'),
          weight: numbers(size, i => brought[i] + same[i] * kept[i])
        })
      ]
    }
  }
})

/** The box that is covered, and the one of the partner that is seen there. */
export function snapBoxes (
  draw: Draws, frame: readonly number[], alpha: number
): { readonly into: Box, readonly from: Box } {
  const [lambda, sourceLambda] = [draw.beta('lambda', alpha), draw.beta('sourceLambda', alpha)]
  const box = (share: number): Box => clippedBox(Math.sqrt(1 - share), centre(draw, frame), frame)
  return { into: box(lambda), from: box(sourceLambda) }
}

function area ({ height, width }: Box): number {
  return (height[1] - height[0]) * (width[1] - width[0])
}

/** The share of a map that a box holds, 0 of a map that holds nothing. */
function held (maps: Maps, row: number, { height, width }: Box): number {
  const map = mapOf(maps, row)
  const columns = maps.shape[2]
  let [all, inside] = [0, 0]
  for (const value of map) all += value
  for (let y = height[0]; y < height[1]; y++)
    for (let x = width[0]; x < width[1]; x++) inside += map[y * columns + x]
  return inside / (all + EPSILON)
}
