import * as z from 'zod/mini'
import type { Box } from '../../../core/index.js'
import {
  boxes, defineMixer, interval, numbers, option, over, own, positive, times
} from '../../../core/index.js'

/**
 * Kornia's `RandomMixUpV2`: a λ for every image, uniform.
 *
 * Law of kornia/kornia@b4f5a78a1, `mixup.py`: random pairing, the partner is seen by λ ~ U(share).
 * Kornia's labels are (own, partner, λ), with λ the weight of the partner.
 */
export const korniaMixup = defineMixer({
  name: 'kornia-mixup',
  domain: 'image',
  paper: 'kornia',
  options: z.object({
    share: interval.default([0, 1]).describe('[low, high] that the share of the partner has')
  }),
  plan: ({ size, pair }, { share: [low, high] }, draw) => [
    own(), over(pair(), { coefficient: numbers(size, () => draw.uniform('share', low, high)) })
  ]
})

/**
 * Kornia's `RandomCutMixV2`: boxes that lie inside the image, several one over the other.
 *
 * Law of kornia/kornia@b4f5a78a1, `cutmix.py`: for every mix a new random pairing, for every image
 * β ~ Beta(beta, beta) within `cutSize` and sides ⌊√(1 - β)·side⌋, placed uniformly, the last row
 * and column never covered. Later boxes cover earlier ones, all show the batch as it came. That
 * commit drew one place for the whole batch (kornia#4712, since mended): `place: 'batch'`.
 *
 * Departures: the target follows the visible area (Kornia's own, `use_correct_lambda` aside, give
 * the partner's share to the own label); a box as large as the image starts at 0, where Kornia's
 * starts at -1.
 */
export const korniaCutmix = defineMixer({
  name: 'kornia-cutmix',
  domain: 'image',
  paper: 'kornia',
  options: z.object({
    beta: positive.default(1).describe('β ~ Beta(beta, beta)'),
    cutSize: interval.default([0, 1]).describe('[low, high] that β is brought into'),
    mixes: option(z.int('must be a whole number from 1 to 100').check(z.gte(1), z.lte(100)))
      .default(1).describe('how many boxes are pasted one after the other'),
    place: option(z.enum(['sample', 'batch'])).default('sample')
      .describe('whether every image has a place of its own, or all the same share of their room')
  }),
  plan: ({ size, frame, pair }, { beta, cutSize: [low, high], mixes, place }, draw) => [
    own(),
    ...times(mixes, () => {
      const partner = pair()
      const sides = numbers(size, () =>
        Math.sqrt(1 - Math.min(high, Math.max(low, draw.beta('beta', beta)))))
      const places = ['placeY', 'placeX'].map(name =>
        numbers(place === 'sample' ? size : 1, () => draw.uniform(name)))
      const span = (i: number, axis: number): [number, number] => {
        const cut = Math.floor(sides[i] * frame[axis])
        const room = Math.max(0, frame[axis] - cut - 1)
        const start = Math.floor(places[axis][place === 'sample' ? i : 0] * room)
        return [start, start + cut]
      }
      const list = times(size, (i): Box => ({ height: span(i, 0), width: span(i, 1) }))
      return over(partner, { where: boxes(list) })
    })
  ]
})
