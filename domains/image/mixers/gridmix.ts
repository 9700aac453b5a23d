import * as z from 'zod/mini'
import { defineMixer, interval, option, over, own, positive } from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { pixels } from '../masks.js'

const ORDER = 'must be [low, high] with low at most high'
const many = z.int('must be a whole number from 1 to 1000').check(z.gte(1), z.lte(1000))
const share = z.number().check(z.gt(0), z.lte(1))
const ratio = z.number().check(z.gte(0.01), z.lte(100))
const rises = ([low, high]: readonly number[]): boolean => low <= high
const shares = option(z.tuple([share, share]).check(z.refine(rises, ORDER)))
const ratios = option(z.tuple([ratio, ratio]).check(z.refine(rises, ORDER)))

/**
 * GridMix: the partner shows in a grid of holes inside a window; the target follows their area.
 *
 * Baek et al., Pattern Recognition 2021. Law of IlyaDobrynin/GridMixup, `gridmix_pytorch.py`, and
 * OpenMixup@37e1372, `gridmix.py`: one λ ~ Beta(alpha, alpha) and one grid a batch, random pairing.
 * A hole covers √(1 - λ) of each side of its cell, at least a pixel and at most all but one: cells
 * of a single line have none.
 *
 * Departures: a window that would reach over the image is cut to it (the code lets indices wrap),
 * and there are at most half as many holes along a line as it has pixels. OpenMixup exchanges
 * height and width, which only a square image survives; here they are what they are.
 */
export const gridmix = defineMixer({
  name: 'gridmix',
  domain: 'image',
  paper: 'doi:10.1016/j.patcog.2020.107594',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    lambda: interval.optional()
      .describe('[low, high] that λ is drawn from instead, evenly; [0.1, 0.9] of GridMixup'),
    holes: option(z.tuple([many, many]).check(z.refine(rises, ORDER)))
      .default([2, 6])
      .describe('[low, high]: how many holes lie along the width of the window'),
    holeAspect: ratios.default([1, 1]).describe('[low, high]: height of a cell over its width'),
    area: shares.default([1, 1]).describe('[low, high]: the share of the image in the window'),
    aspect: ratios.default([1, 1]).describe('[low, high]: height of the window over its width')
  }),

  plan ({ axes, frame, pair }, { alpha, lambda: even, holes, holeAspect, area, aspect }, draw) {
    const [height, width] = frame
    const lambda = even === undefined
      ? draw.beta('lambda', alpha)
      : draw.uniform('lambda', even[0], even[1])
    const wanted = draw.int('holes', holes[0], holes[1] + 1)
    const cellAspect = within(draw, 'holeAspect', holeAspect)
    const share = within(draw, 'area', area)
    const tall = within(draw, 'aspect', aspect)
    const cut = Math.trunc(Math.sqrt(Math.trunc(height * width * share) / tall))
    const size = [Math.min(height, Math.trunc(cut * tall)), Math.min(width, cut)]
    const offset = ['windowX', 'windowY'].map((name, a) =>
      Math.trunc((frame[1 - a] - size[1 - a]) * draw.uniform(name))).reverse()
    const across = Math.max(1, Math.min(wanted, Math.floor(size[1] / 2)))
    const cell = Math.max(1, Math.ceil(size[1] / across))
    const pitch = [Math.max(1, Math.trunc(cell * cellAspect)), cell]
    const side = Math.sqrt(1 - lambda)
    const hole = pitch.map(length =>
      Math.min(Math.max(Math.trunc(length * side), 1), length - 1))
    return [
      own(),
      over(pair(), { where: pixels({ axes, frame }, { rule: 'holes', offset, size, pitch, hole }) })
    ]
  }
})

function within (draw: Draws, name: string, [low, high]: readonly [number, number]): number {
  return low === high ? low : draw.uniform(name, low, high)
}
