import { scripted } from '../../../core/index.js'
import { smmix as imageSmmix } from '../../../domains/image/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, hostFloats, numbers, pictures } from '../given.js'
import { maskIn, ownWeights } from '../read-plan.js'

/** SMMix by attention that is given, to a square of tokens. */
export const smmix: Adapter = (inputs, params, decisions) => {
  const { data, shape: [rows] } = hostFloats(array(inputs, 'clsAttention'))
  const side = entry<number>(params, 'side')!
  const { plan, mixed } = carryOut({
    mixer: imageSmmix({
      side: [entry<number>(params, 'minSideRatio')!, entry<number>(params, 'maxSideRatio')!]
    }),
    draws: scripted({ side: numbers(decisions, 'rectSide'), pair: numbers(decisions, 'perm') }),
    batch: { x: pictures(inputs).x },
    signals: { attention: () => ({ data, shape: [rows, side, side] }) }
  })
  return { lam: ownWeights(plan)[0], sourceMaskPixels: maskIn(plan), images: mixed.x }
}
