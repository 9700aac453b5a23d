import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Plan } from '../../../core/index.js'
import { count, defineMixer, option, over, own } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { Bank } from '../bank.js'
import { checkBank } from '../bank.js'
import { forLoss } from '../for-loss.js'
import { checkEmbeddings } from '../parts/rows.js'
import type { SyntheticSet } from '../synthetic.js'
import { hardMixtures } from './hard-mixtures.js'

const share = option(z.int('must be a whole number of at least 0').check(z.gte(0)))

/** What MoCHi is called with. */
export interface MochiInput {
  /** float32 `[n, d]`, as the loss has them. */
  readonly anchors: Tensor2D
  /** The bank of the loss, or its rows of length 1. */
  readonly bank: Bank | Tensor2D
  /** A plan made earlier, to do the same again. */
  readonly plan?: Plan
}

/**
 * MoCHi: hard negatives of every anchor mixed with each other, and with the anchor itself, all of
 * length 1.
 *
 * Kalantidis et al., NeurIPS 2020, arXiv:2010.01028: rank 0 is the bank's row most similar to the
 * anchor; pairs are drawn with replacement from the `hardest` (davidsvy/hard-negative-mixing@
 * 2955553, by others than the authors, whose code is not published), shares are α ~ U(0, 1), and
 * U(0, ½) for the anchor, which is always the smaller part. No gradient flows through what is made.
 *
 * Called within a loss it gives negatives. Rules stand for ranks and shares, so that a plan of
 * 300,000 rows stays small. In the first `warmUp` steps, and while the bank has fewer rows than
 * `hardest`, it makes none.
 */
export const mochi = forLoss(defineMixer({
  name: 'mochi',
  domain: 'embedding',
  paper: 'arXiv:2010.01028',
  pairing: 'own',
  options: z.object({
    hardest: count.default(1024).describe('negatives are mixed of so many'),
    pairs: share.default(1024).describe('how many mix two negatives, for every anchor'),
    withQuery: share.default(128).describe('how many mix a negative with the anchor'),
    warmUp: share.default(0).describe('in so many steps at first none are made')
  }),
  pools: ['bank'],

  plan ({ size, pools, step }, { hardest, pairs, withQuery, warmUp }, draw) {
    if (step < warmUp || pools.bank.size < hardest || pairs + withQuery === 0) return [own()]
    const range = (first: number, each: number) =>
      ({ outputs: { rule: 'range', first, count: size * each } }) as const
    const anchors = (each: number) => ({ rule: 'repeat', each, count: size }) as const
    const hard = (name: string, each: number) => ({
      pool: 'bank',
      rank: { by: 'similarity', of: anchors(each) },
      rows: { rule: 'int', seed: draw.seed(name), end: hardest, count: size * each }
    }) as const
    const share = (name: string, high: number) =>
      ({ rule: 'uniform', seed: draw.seed(name), low: 0, high }) as const
    const first = range(0, pairs)
    const second = range(size * pairs, withQuery)
    const mixed = pairs === 0
      ? []
      : [
        over(hard('left', pairs), first),
        over(hard('right', pairs), { ...first, coefficient: share('alpha', 1) })
      ]
    const drawnTo = withQuery === 0
      ? []
      : [
        over(hard('negative', withQuery), second),
        over({ rows: anchors(withQuery) }, { ...second, coefficient: share('beta', 0.5) })
      ]
    return {
      size: size * (pairs + withQuery),
      layers: [...mixed, ...drawnTo],
      after: [{ step: 'normalize', norm: 'euclidean' }],
      synthetic: [pairs, withQuery].filter(each => each > 0).map(each =>
        ({ role: 'negative', count: size * each, anchor: anchors(each) }) as const)
    }
  }
}), ({ anchors, bank, plan }: MochiInput, make): SyntheticSet[] => {
  checkEmbeddings(anchors, 'mochi', 'anchors')
  checkBank(bank, anchors, 'mochi')
  const rows = bank instanceof tf.Tensor ? bank : tf.tidy(() => bank.rows())
  try {
    const made = plan ?? make({ x: anchors }, { bank: { x: rows } })
    if (made.mixer !== 'mochi') throw fail('INPUT', 'mochi', 'plan', 'must be its own', made.mixer)
    return hardMixtures(made, anchors.shape[0])
  } finally {
    if (rows !== bank) rows.dispose()
  }
})
