import * as z from 'zod/mini'
import { count, defineMixer, nonnegative, numbers, option, over, own, probability,
  times } from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { roundingOf } from '../points.js'
import type { Coordinates } from '../points.js'
import { coordinatesOf } from './geometry.js'
import { taking } from './matched.js'
import { shownPoints } from './point-cutmix.js'

/**
 * RSMix: the points about a random point are taken out, and the points about one of the partner
 * put there, shape and all. The target follows the number of points that went.
 *
 * Lee et al., CVPR 2021, arXiv:2102.01929. Law of the authors' code (dogyoonlee/RSMix, `rsmix`):
 * with probability ½ a batch is mixed, with one radius r ~ Beta(beta, beta) for all; of either
 * cloud the points within r (`ball`), or the ⌈r·samples⌉ + 1 nearest (`nearest`: one more than
 * meant), `samples` at most, in their order. As many come as go: too few are doubled at random, of
 * too many a random choice comes. They are moved by the way from one centre to the other.
 *
 * `beta` of 0 mixes nothing.
 */
export const rsmix = defineMixer({
  name: 'rsmix',
  domain: 'pointcloud',
  paper: 'arXiv:2102.01929',
  options: z.object({
    beta: nonnegative.default(1).describe('r ~ Beta(beta, beta); 0: no mixing'),
    probability: probability.default(0.5).describe('how often a batch is mixed'),
    samples: count.default(512).describe('points that go, at most'),
    points: option(z.enum(['ball', 'nearest'])).default('ball')
      .describe('points within a radius, or the nearest ones')
  }),
  optionalSignals: ['coordinates'],

  plan (facts, { beta, probability: often, samples, points }, draw) {
    const { size, frame: [most], pair } = facts
    if (beta === 0 || !draw.chance('mix', often)) return [own()]
    const radius = draw.beta('radius', beta)
    const partner = pair()
    const mine = coordinatesOf(facts, 'batch', 'rsmix')
    const all = coordinatesOf(facts, partner.pool, 'rsmix')
    const theirs = (row: number): Coordinates => all(partner.rows[row])
    const about = (cloud: Coordinates, query: number): Int32Array =>
      neighbourhood(cloud, query, radius, samples, points)
    const empty = (row: number): boolean => mine(row).length === 0 || theirs(row).length === 0
    const centres = times(size, row => empty(row)
      ? undefined
      : { own: draw.int('query', mine(row).length / 3), partner: 0 })
    centres.forEach((centre, row) => {
      if (centre !== undefined) centre.partner = draw.int('partnerQuery', theirs(row).length / 3)
    })
    const swaps = centres.map((centre, row) => {
      const points = mine(row).length / 3
      if (centre === undefined) return { kept: counted(points), came: new Int32Array(0) }
      const went = about(mine(row), centre.own)
      const found = about(theirs(row), centre.partner)
      return swapped(points, went, found, theirs(row).length / 3, draw)
    })
    const by = new Float64Array(3 * size)
    centres.forEach((centre, row) => {
      if (centre === undefined) return
      for (let axis = 0; axis < 3; axis++) {
        by[3 * row + axis] = mine(row)[3 * centre.own + axis] -
          theirs(row)[3 * centre.partner + axis]
      }
    })
    // All orders are as long as the row: what is not shown may be any point
    const filled = (list: Int32Array, length: number, last: boolean): Int32Array => {
      const whole = new Int32Array(length)
      whole.set(list, last ? length - list.length : 0)
      return whole
    }
    const lengths = times(size, row => mine(row).length / 3)
    const shown = swaps.map(({ came }, row) =>
      counted(came.length).map(k => lengths[row] - came.length + k))
    const weight = numbers(size, row => swaps[row].came.length / Math.max(1, lengths[row]))
    return [
      own({ view: [taking(swaps.map(({ kept }, row) => filled(kept, lengths[row], false)))],
        weight: weight.map(share => 1 - share) }),
      over(partner, {
        view: [taking(swaps.map(({ came }, row) => empty(row)
          ? new Int32Array(0)
          : filled(came, lengths[row], true))), { step: 'translate-points', by }],
        where: shownPoints(shown, most),
        weight
      })
    ]
  }
})

function counted (length: number): Int32Array {
  return Int32Array.from({ length }, (_, k) => k)
}

/** The points of a row that stay, and those of the partner that come. */
function swapped (
  points: number, went: Int32Array, found: Int32Array, available: number, draw: Draws
): { readonly kept: Int32Array, readonly came: Int32Array } {
  const gone = new Set(went)
  const kept = counted(points).filter(point => !gone.has(point))
  const none = new Int32Array(0)
  if (went.length === 0) return { kept, came: none }
  if (found.length === 0) {
    if (kept.length === 0) return { kept: counted(points), came: none }
    const doubled = went.map(() => draw.int('duplicate', kept.length))
    return { kept: Int32Array.of(...kept, ...doubled), came: none }
  }
  if (found.length > went.length) {
    const here = new Set(found)
    const chosen = draw.permutation('subset', available).filter(point => here.has(point))
    return { kept, came: chosen.slice(0, went.length).sort() }
  }
  const doubled = Array.from({ length: went.length - found.length }, () =>
    found[draw.int('duplicate', found.length)])
  return { kept, came: Int32Array.of(...found, ...doubled) }
}

/** The points about one, in ascending order, the first `samples` of them. */
function neighbourhood (
  cloud: Coordinates, query: number, radius: number, samples: number, points: string
): Int32Array {
  const distances = squaredDistances(cloud, query)
  const nearest = Math.min(Math.min(Math.ceil(radius * samples), samples), distances.length - 1)
  const limit = points === 'ball'
    ? radius * radius
    : distances.slice().sort()[nearest]
  return counted(distances.length).filter(point => distances[point] <= limit).slice(0, samples)
}

/** |a|² + |b|² - 2ab in the type of the coordinates, as the reference has it, rounding and all. */
function squaredDistances (cloud: Coordinates, query: number): Float64Array {
  const round = roundingOf(cloud)
  const dot = (i: number, j: number): number => round(round(round(cloud[3 * i] * cloud[3 * j]) +
    round(cloud[3 * i + 1] * cloud[3 * j + 1])) + round(cloud[3 * i + 2] * cloud[3 * j + 2]))
  const own = dot(query, query)
  return Float64Array.from({ length: cloud.length / 3 }, (_, k) =>
    round(round(own - 2 * dot(query, k)) + dot(k, k)))
}
