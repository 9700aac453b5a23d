import * as z from 'zod'
import { count, defineMixer, over } from '../../../core/index.js'
import { unpainted } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    normalize: { readonly norm: 'euclidean' }
  }
}

/**
 * MoCHi: hard negatives mixed with each other and with the anchor, thousands a step.
 *
 * Kalantidis et al., NeurIPS 2020, arXiv:2010.01028. Rank 0 is the bank's row most similar to the
 * anchor; shares are α ~ U(0, 1), and U(0, ½) for the anchor. Rules stand for rows and shares.
 */
export const mochi = defineMixer({
  name: 'mochi',
  domain: 'embedding',
  paper: 'arXiv:2010.01028',
  options: z.object({
    hardest: count.default(1024),
    pairs: count.default(1024),
    withQuery: count.default(128)
  }),
  pools: ['bank'],

  plan ({ size }, { hardest, pairs, withQuery }, draw) {
    const made = (first: number, each: number) =>
      ({ outputs: { rule: 'range', first, count: size * each } }) as const
    const anchors = (each: number) => ({ rule: 'repeat', each, count: size }) as const
    const hard = (name: string, each: number) => ({
      pool: 'bank',
      rank: { by: 'similarity', of: anchors(each) },
      rows: { rule: 'int', seed: draw.seed(name), end: hardest, count: size * each }
    }) as const
    const share = (name: string, high: number) =>
      ({ rule: 'uniform', seed: draw.seed(name), low: 0, high }) as const
    const first = made(0, pairs)
    const second = made(size * pairs, withQuery)
    return {
      size: size * (pairs + withQuery),
      layers: [
        over(hard('left', pairs), first),
        over(hard('right', pairs), { ...first, coefficient: share('alpha', 1) }),
        over(hard('negative', withQuery), second),
        over({ rows: anchors(withQuery) }, { ...second, coefficient: share('beta', 0.5) })
      ],
      after: [{ step: 'normalize', norm: 'euclidean' }],
      synthetic: [pairs, withQuery].map(each =>
        ({ role: 'negative', count: size * each, anchor: anchors(each) }) as const)
    }
  }
})

export const steps = { normalize: unpainted(z.object({ norm: z.literal('euclidean') })) }
