import * as z from 'zod/mini'
import type { Box } from '../../../core/index.js'
import { boxes, defineMixer, flip, interval, over, own, times } from '../../../core/index.js'
import { mapOf, mapsOf } from '../signals/given.js'
import '../signals/named.js'
import { within } from '../signals/within.js'

/**
 * SMMix: the square of tokens that the model attends to most in the partner goes over the one it
 * attends to least in the image; the target follows its area.
 *
 * Chen et al., ICCV 2023, arXiv:2212.12977. Law of the authors' code (ChenMnZ/SMMix@14b1edc,
 * `smmix.py`): one side a batch, uniform over whole numbers from ⌊low·N⌋ to ⌊high·N⌋ tokens,
 * partners by flip; among equal squares the first, line by line. The signal `attention` is the
 * model's, in evaluation, of the images as they came. The authors mix so with probability 0.5, by
 * mixup otherwise.
 *
 * Departure: tokens that do not fill the image differ by a pixel, and are resized.
 */
export const smmix = defineMixer({
  name: 'smmix',
  domain: 'image',
  paper: 'arXiv:2212.12977',
  pairing: flip(),
  options: z.object({
    side: interval.default([0.25, 0.75])
      .describe('[low, high] of the side of the square, as a share of the tokens of a side')
  }),
  signals: ['attention'],

  plan (facts, { side: [low, high] }, draw) {
    const maps = mapsOf('smmix', 'attention', facts)
    const grid = maps.shape.slice(1)
    const tokens = Math.min(...grid)
    const most = Math.max(1, Math.trunc(tokens * high))
    const side = draw.int('side', Math.min(most, Math.max(1, Math.trunc(tokens * low))), most + 1)
    const partner = within('smmix', facts.pair())
    const best = (row: number, sign: number): Box => {
      const [y, x] = extreme(mapOf(maps, row), grid, side, sign)
      const edge = (token: number, a: number): number =>
        Math.floor(token * facts.frame[a] / grid[a])
      return {
        height: [edge(y, 0), edge(y + side, 0)], width: [edge(x, 1), edge(x + side, 1)]
      }
    }
    const into = times(facts.size, row => best(row, -1))
    const from = times(facts.size, row => best(partner.rows[row], 1))
    return [own(), over(partner, { where: boxes(into, from.map((box, i) => shown(box, into[i]))) })]
  }
})

/** A box that shows nothing where it goes shows one pixel at least, as every part must. */
function shown (box: Box, into: Box): Box {
  const kept = (a: 'height' | 'width'): readonly [number, number] =>
    box[a][1] > box[a][0] || into[a][1] === into[a][0] ? box[a] : [box[a][0], box[a][0] + 1]
  return { height: kept('height'), width: kept('width') }
}

/** Where the sum of a square window is largest, or smallest for a negative sign. */
function extreme (
  map: ArrayLike<number>, [rows, columns]: readonly number[], side: number, sign: number
): readonly [y: number, x: number] {
  let [best, at] = [-Infinity, [0, 0] as readonly [number, number]]
  for (let y = 0; y + side <= rows; y++) {
    for (let x = 0; x + side <= columns; x++) {
      let sum = 0
      for (let j = y; j < y + side; j++)
        for (let i = x; i < x + side; i++) sum += map[j * columns + i]
      if (sign * sum > best) [best, at] = [sign * sum, [y, x]]
    }
  }
  return at
}
