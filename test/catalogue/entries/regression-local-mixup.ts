import { localMixup } from '../../../domains/regression/index.js'
import { mixerEntry } from '../entry.js'

/** Rows lie as far apart as their numbers: tensors are measured by a function. */
const byNumber = ({ shape }: { readonly shape: readonly number[] }): Float64Array =>
  Float64Array.from({ length: shape[0] }, (_, row) => row)

export const entry = {
  ...mixerEntry('regression/local-mixup', localMixup, {
    options: [{}, { alpha: 0.4 }, { radius: 2 }, { distance: byNumber }],
    goldens: ['localmixup'],
    draws: ['lambda', 'pair'],
    weights: 'free',
    exemptions: [{
      property: 'target-shares',
      reason: 'a pair that lies too far apart is seen, and carries no target'
    }]
  }),
  make: (options: unknown) => localMixup({ distance: byNumber, ...options as object })
}
