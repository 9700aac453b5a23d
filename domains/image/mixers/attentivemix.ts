import * as z from 'zod/mini'
import type { Draws, Facts, Layer, Pairing } from '../../../core/index.js'
import { count, defineMixer, option, over, own, positive } from '../../../core/index.js'
import { topCells } from '../../../core/math/index.js'
import { fail } from '../../../core/errors.js'
import type { HostArray } from '../../../core/index.js'
import { checkFinite } from '../signals/given.js'
import '../signals/named.js'

const channel = option(z.enum(['mean', 'last'])).default('mean')
  .describe("what of the features counts: their mean (OpenMixup), or the last (the authors' code)")

/**
 * Attentive CutMix: the cells of an image that a frozen network answers to most, on its partner.
 *
 * Walawalkar et al., ICASSP 2020, arXiv:2003.13048. Law of OpenMixup@37e1372, `attentivemix.py`:
 * the `cells` strongest of the signal `features` of every image are its own, the rest is its
 * partner's; random pairing; target by the cells. The authors' code (xden2331/attentive_cutmix@
 * 55e133e) looks at the last channel alone: `channel: 'last'`.
 */
export const attentivemix = defineMixer({
  name: 'attentivemix',
  domain: 'image',
  paper: 'arXiv:2003.13048',
  options: z.object({
    cells: count.default(6).describe('how many cells stay; of 7 × 7 in the paper'),
    channel
  }),
  signals: ['features'],
  plan: (facts, { cells, channel }) => strongest('attentivemix', facts, channel, () => cells)
})

/**
 * AttentiveMix+: Attentive CutMix with a share of the cells that is drawn.
 *
 * Law of OpenMixup@37e1372, `attentivemix.py` without `top_k`: one λ ~ Beta(alpha, alpha) a batch,
 * of which every image keeps ⌊λ·N⌋ cells, at least one.
 */
export const attentivemixPlus = defineMixer({
  name: 'attentivemix-plus',
  domain: 'image',
  paper: 'OpenMixup',
  options: z.object({ alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'), channel }),
  signals: ['features'],
  plan: (facts, { alpha, channel }, draw: Draws) => {
    const lambda = draw.beta('lambda', alpha)
    return strongest('attentivemix-plus', facts, channel, all => Math.trunc(all * lambda))
  }
})

/** Every image over its partner, in the cells where its features are strongest. */
function strongest (
  who: string, facts: Facts & Pairing, channel: 'mean' | 'last', kept: (cells: number) => number
): Layer[] {
  const { data, shape: [, rows, columns, channels] } = featuresOf(who, facts)
  const each = rows * columns
  const levels = new Uint8Array(facts.size * each)
  const cells = Math.min(Math.max(kept(each), 1), each)
  for (let row = 0; row < facts.size; row++) {
    const strength = Float64Array.from({ length: each }, (_, cell) => {
      const at = (row * each + cell) * channels
      if (channel === 'last') return data[at + channels - 1]
      return data.subarray(at, at + channels).reduce((sum, value) => sum + value, 0) / channels
    })
    levels.set(topCells(strength, cells), row * each)
  }
  const { axes } = facts
  const where = { kind: 'mask', axes, grid: [rows, columns], levels, of: 1, outside: true } as const
  return [own(), over(facts.pair(), { where })]
}

function featuresOf (who: string, { size, signals }: Facts): HostArray<Float32Array> {
  const { data, shape } = Object(signals.features) as Partial<HostArray<Float32Array>>
  const sides: readonly number[] = Array.isArray(shape) ? shape : []
  const fits = data instanceof Float32Array && sides.length === 4 && sides[0] === size &&
    sides.reduce((product, side) => product * side, 1) === data.length && data.length > 0
  if (!fits) {
    throw fail('SIGNAL', who, 'features', 'its function must give { data: Float32Array, shape: ' +
      `[${size}, height, width, channels] }`)
  }
  checkFinite(who, 'features', data)
  return { data, shape: sides }
}
