import * as z from 'zod/mini'
import { defineMixer } from '../define/mixer.js'
import { option, positive, probability } from '../define/schemas.js'
import { fail } from '../errors.js'
// Brings the rule of its masks
import '../plan/fourier-mask.js'
import { numbers, over, own, rows } from '../plan/layers.js'

/**
 * FMix: the partner shows where a smooth random image is dark; the share of both is λ.
 *
 * Harris et al., arXiv:2002.12047. Law of the authors' code (ecs-vlc/FMix@e5991dc, `fmix.py`): one
 * λ ~ Beta(alpha, alpha) and one mask a batch, random pairing; noise under a spectrum f^-decay, of
 * which the brightest ⌈λn⌉ or ⌊λn⌋ cells, by a coin, show the row itself; targets keep λ. Masks
 * have as many axes as the domain's frame, one to three.
 *
 * `variant`: the code takes its noise along a wrong axis, which leaves one frequency along the last
 * axis, so that masks are bars; all published results were made with it, so it is the default.
 * `paper` masks have no direction, as the paper draws them.
 *
 * Departures, off by default: a λ and a mask for every row.
 */
export const fmix = defineMixer({
  name: 'fmix',
  domain: 'any',
  paper: 'arXiv:2002.12047',
  options: z.object({
    alpha: positive.default(1).describe('λ ~ Beta(alpha, alpha)'),
    decay: positive.default(3).describe('how fast the spectrum of the mask falls off'),
    maxSoft: probability.default(0).describe('the share of cells that are blended, at most'),
    reformulate: option(z.boolean()).default(false)
      .describe('λ ~ Beta(alpha + 1, alpha), and the target is that of the row itself'),
    variant: option(z.enum(['reference', 'paper'])).default('reference')
      .describe('masks of the code, which are bars, or of the paper, without direction'),
    per: option(z.enum(['batch', 'sample'])).default('batch')
      .describe('one mask a batch or one a sample')
  }),

  plan ({ size, axes, frame, pair }, options, draw) {
    const { alpha, decay, maxSoft, reformulate, variant, per } = options
    if (axes.length < 1 || axes.length > 3)
      throw fail('INPUT', 'fmix', 'x', 'must have 1 to 3 named axes', axes)
    const count = per === 'sample' ? size : 1
    const cellCount = frame.reduce((product, length) => product * length, 1)
    const lambda = numbers(count, () => draw.beta('lambda', reformulate ? alpha + 1 : alpha, alpha))
    const cells = rows(count, i =>
      (draw.chance('roundUp', 0.5) ? Math.ceil : Math.floor)(lambda[i] * cellCount))
    const ramp = rows(count, i =>
      Math.trunc(cellCount * Math.min(maxSoft, lambda[i], 1 - lambda[i])))
    const weight = reformulate ? numbers(1, () => 1) : lambda
    return [
      own({ weight }),
      over(pair(), {
        where: {
          kind: 'mask', axes, grid: frame, of: 1, outside: true,
          levels: {
            rule: 'fourier-mask', seed: draw.seed('noise'), decay, cells, ramp,
            spectrum: variant === 'paper' ? 'isotropic' : 'reference'
          }
        },
        weight: weight.map(share => 1 - share)
      })
    ]
  }
})
