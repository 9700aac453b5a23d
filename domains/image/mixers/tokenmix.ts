import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { exp } from '../../../core/random/elementary.js'
import {
  count, defineMixer, noGrad, option, over, own, probability, takeRows
} from '../../../core/index.js'
import type { Draws } from '../../../core/index.js'
import { attended, heard } from '../refine/attention.js'

/** Sides of a block: one up to about three times the other. */
const LOG_ASPECT = Math.log(1 / 0.3)
const ATTEMPTS = 10

const options = z.object({
  lambda: probability.default(0.5).describe('the share of tokens that stay'),
  grid: option(z.int('must be a whole number from 1 to 256').check(z.gte(1), z.lte(256)))
    .default(14).describe('tokens along a side'),
  least: count.default(14).describe('tokens that are replaced whatever lambda is'),
  kind: option(z.enum(['block', 'random'])).default('block').describe('blocks or single tokens')
})

/**
 * TokenMix: blocks of tokens show the partner.
 *
 * Liu et al., ECCV 2022, arXiv:2207.08409. Law of the authors' code (Sense-X/TokenMix@0e17d5d,
 * `tokenmix.py`): one mask a batch over the grid of tokens, of about (1 - lambda)·N + `least` of
 * them, as rectangles drawn one by one (BEiT's masks) or as single tokens; random pairing. The
 * target follows the tokens.
 *
 * Refined by the signal `activation`, `[rows, height, width]` of the unmixed images, each label
 * weighs what is seen of the activation of its own image, so that weights need not sum to 1. The
 * authors take maps of the true class that a trained model made; the paper's simplification is
 * attention.
 */
export const tokenmix = defineMixer({
  name: 'tokenmix',
  domain: 'image',
  paper: 'arXiv:2207.08409',
  options,

  plan ({ axes, pair }, { lambda, grid, least, kind }, draw) {
    const cells = grid * grid
    const wanted = Math.min(cells, Math.trunc((1 - lambda) * cells) + least)
    const levels = new Uint8Array(cells)
    if (kind === 'random') {
      for (const cell of draw.permutation('tokens', cells).subarray(0, wanted)) levels[cell] = 1
    } else for (let left = wanted; left > 0;) {
      const added = addBlock(levels, grid, left, draw)
      if (added === 0) break
      left -= added
    }
    return [
      own(), over(pair(), { where: { kind: 'mask', axes, grid: [grid, grid], levels, of: 1 } })
    ]
  },

  refine (plan, signals, visible) {
    const activation = heard('tokenmix', plan, signals, 'activation', 3)
    const [kept, pasted] = plan.layers
    const partners = pasted.source?.rows as Int32Array
    const shown = (seen: Tensor): Tensor => visible(pasted.where, seen.shape.slice(1))
    const own = noGrad(seen => attended(tf.sub(1, shown(seen)), seen), activation)
    const theirs = noGrad(seen => attended(shown(seen), takeRows(seen, partners)), activation)
    return {
      ...plan, targets: 'free', layers: [{ ...kept, weight: own }, { ...pasted, weight: theirs }]
    }
  }
})

/** Marks one more block, and says how many tokens are new in it; at most `most`, 0 if none fits. */
function addBlock (levels: Uint8Array, grid: number, most: number, draw: Draws): number {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const area = draw.uniform('area', 1, most)
    const aspect = exp(draw.uniform('logAspect', -LOG_ASPECT, LOG_ASPECT))
    const [height, width] = [area * aspect, area / aspect]
      .map(square => halfToEven(Math.sqrt(square)))
    if (height >= grid || width >= grid) continue
    const top = draw.int('top', grid - height + 1)
    const left = draw.int('left', grid - width + 1)
    const block = Array.from({ length: height * width }, (_, k) =>
      (top + Math.floor(k / width)) * grid + left + k % width).filter(cell => levels[cell] === 0)
    if (block.length === 0 || block.length > most) continue
    for (const cell of block) levels[cell] = 1
    return block.length
  }
  return 0
}

function halfToEven (value: number): number {
  const below = Math.floor(value)
  if (value - below !== 0.5) return Math.round(value)
  return below + below % 2
}
