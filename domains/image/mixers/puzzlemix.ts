import * as z from 'zod/mini'
import {
  count, defineMixer, nonnegative, option, over, own, probability, times
} from '../../../core/index.js'
import type { Refusals, Step } from '../../../core/index.js'
import { upTo } from '../bounded.js'
import { bordersOf } from '../puzzle/borders.js'
import { puzzleCosts, puzzleLabels } from '../puzzle/costs.js'
import { transportPatches, waysIn } from '../puzzle/transport.js'
import { cellShares } from '../saliency/pool.js'
import { mapOf, mapsOf } from '../signals/given.js'
import { pixelsOf, signsOf } from '../signals/pixels.js'
import '../steps/move-patches.js'
import '../steps/perturb.js'
import '../signals/named.js'
import { within } from '../signals/within.js'

/** Why masks and boxes do not go with patches that move. */
const moved = 'cannot follow patches that move; choose "transport: false"'
const exponent = z.int('must be a whole number from 1 to 6').check(z.gte(1), z.lte(6))

/** A number for every channel, or one for all. */
const channels = (...range: Parameters<z.ZodMiniNumber['check']>) =>
  z.array(z.number().check(...range)).check(z.minLength(1, 'must hold at least one number'))

/**
 * PuzzleMix: each image shows where it is salient, by a cut that finds smooth borders, and its
 * salient patches move to where it is seen.
 *
 * Kim, Choo and Song, ICML 2020, arXiv:2009.06962. Law of the authors' code
 * (snu-mllab/PuzzleMix@e2dbf3a, `mixup.py`): one λ ~ Beta(alpha, alpha) and one grid of 2^k × 2^k
 * cells a batch, random pairing, target by the mask. The signal `saliency` is the gradient of the
 * loss by the image there, `pixels` the images themselves. Defaults are those of its README.
 *
 * Departures: the cut of three and four labels is the best there is (`solver: 'swap'` gives the
 * authors'), and whole numbers do not overflow; sides need not be multiples of the grid, which has
 * at most as many cells as pixels; patches that do not fill the image are as large as can be that
 * do, and stay where nothing fits. The noise of `adversarial` starts from 0, not from a random
 * point, and goes `epsilon` along the sign of the signal `gradient`.
 */
export const puzzlemix = defineMixer({
  name: 'puzzlemix',
  domain: 'image',
  paper: 'arXiv:2009.06962',
  options: z.object({
    alpha: nonnegative.default(1).describe('λ ~ Beta(alpha, alpha); 0 is λ = 1'),
    blocks: option(z.tuple([exponent, exponent])
      .check(z.refine(([low, high]) => low <= high, 'must be [low, high] with low at most high')))
      .default([1, 4]).describe('[low, high] of k: the grid has 2^k cells a side'),
    labels: option(z.int('must be 2, 3 or 4').check(z.gte(2), z.lte(4))).default(3)
      .describe('how many shares of its partner a cell may show'),
    beta: upTo(1000).default(1.2).describe('how smooth labels are'),
    gamma: probability.default(0.5).describe('how much of that goes by the colours of neighbours'),
    eta: upTo(1000).default(0.2).describe('how much λ counts'),
    neighbours: count.default(4).describe('the size of the pixels that are compared, in pixels'),
    solver: option(z.enum(['exact', 'swap'])).default('exact')
      .describe("how labels are found: the best, or the authors' way"),
    transport: option(z.boolean()).default(true).describe('whether patches move'),
    cost: upTo(1000).default(0.8).describe('what the way of a patch costs'),
    patch: option(z.union([count, z.literal('cell')])).default(4)
      .describe('the side of a patch, in pixels, at most a cell'),
    adversarial: option(z.strictObject({ probability, epsilon: nonnegative })).optional()
      .describe('noise against the model: how often, and how much, in units of 1/255'),
    mean: option(channels(z.gte(-1000), z.lte(1000))).default([0])
      .describe('what was taken from the channels of images in 0 … 1'),
    std: option(channels(z.gte(0.001), z.lte(1000))).default([1])
      .describe('and what they were divided by then')
  }),
  signals: ['saliency', 'pixels'],
  optionalSignals: ['gradient'],
  refuses: ({ transport }): Refusals => transport ? { mask: moved, boxes: moved } : {},

  plan (facts, options, draw) {
    const { size, frame, axes, shape } = facts
    const { alpha, blocks: [low, high], labels, gamma, transport, adversarial } = options
    const lambda = alpha === 0 ? 1 : draw.beta('lambda', alpha)
    const side = Math.min(2 ** draw.int('blocks', low, high + 1), ...frame)
    const partner = within('puzzlemix', facts.pair())
    const grid = [side, side]
    const maps = mapsOf('puzzlemix', 'saliency', facts, frame)
    const shares = times(size, row => cellShares(mapOf(maps, row), frame, grid))
    const reach = Math.min(options.neighbours,
      Math.max(1, Math.floor(Math.min(...frame) / side)))
    const borders = gamma === 0
      ? undefined
      : bordersOf(pixelsOf('puzzlemix', facts), grid, reach, options.std)
    const levels = new Uint8Array(size * side * side)
    partner.rows.forEach((other, row) => {
      const costs = puzzleCosts([shares[row], shares[other]], [row, other], side, options, borders)
      levels.set(puzzleLabels(costs, side, lambda, options), row * side * side)
    })
    const views = { own: [] as Step[], partner: [] as Step[] }
    if (adversarial !== undefined) {
      const drawn = [draw.chance('noise', adversarial.probability),
        draw.chance('partnerNoise', adversarial.probability)]
      const step = drawn.includes(true)
        ? adversarial.epsilon / 255 * draw.uniform('noiseShare')
        : 0
      const signs = signsOf('puzzlemix', facts)
      const noise = (rows: Int32Array | undefined): Step =>
        ({ step: 'perturb', signs: signs(rows), size: step, ...normalisation(options, shape[2]) })
      if (drawn[0]) views.own.push(noise(undefined))
      if (drawn[1]) views.partner.push(noise(partner.rows))
    }
    const patches = transport ? patchesOf(frame, side, options.patch) : undefined
    if (patches !== undefined) {
      const ways = waysIn(patches, options.cost)
      const salient = times(size, row => cellShares(mapOf(maps, row), frame, patches))
      const moved = (
        rows: ArrayLike<number> | undefined, seen: (level: number) => number
      ): Step => {
        const each = patches[0] * patches[1]
        const from = new Int32Array(size * each)
        for (let row = 0; row < size; row++) {
          const shown = levels.subarray(row * side * side, (row + 1) * side * side)
          from.set(transportPatches(salient[rows?.[row] ?? row],
            Float64Array.from({ length: each }, (_, k) => seen(shown[cellOf(k, patches, side)])),
            ways), row * each)
        }
        return { step: 'move-patches', grid: patches, from }
      }
      views.own.push(moved(undefined, level => labels - 1 - level))
      views.partner.push(moved(partner.rows, level => level))
    }
    const view = (steps: readonly Step[]): { view?: readonly Step[] } =>
      steps.length > 0 ? { view: steps } : {}
    const where = { kind: 'mask', axes, grid, levels, of: labels - 1 } as const
    return [own(view(views.own)), over(partner, { ...view(views.partner), where })]
  }
})

/** The grid of the largest patches up to a side, and up to a cell, that fill the image, if any. */
function patchesOf (
  frame: readonly number[], side: number, patch: number | 'cell'
): readonly number[] | undefined {
  if (frame.some(length => length % side !== 0)) return undefined
  const wanted = patch === 'cell' ? Infinity : patch
  return frame.map(length => {
    let most = Math.min(wanted, length / side)
    while (length % most !== 0) most--
    return length / most
  })
}

/** The cell of the mask that a patch begins in. */
function cellOf (patch: number, [rows, columns]: readonly number[], side: number): number {
  return Math.floor(Math.floor(patch / columns) * side / rows) * side +
    Math.floor(patch % columns * side / columns)
}

/** What images were normalised by, for every channel. */
function normalisation (
  { mean, std }: { readonly mean: readonly number[], readonly std: readonly number[] },
  channels: number
): { readonly mean: readonly number[], readonly std: readonly number[] } {
  const spread = (list: readonly number[]): readonly number[] =>
    times(channels, channel => list[channel % list.length])
  return { mean: spread(mean), std: spread(std) }
}
