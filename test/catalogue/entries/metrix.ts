import type { Facts } from '../../../core/index.js'
import { metrix } from '../../../domains/embedding/mixers/in-domain.js'
import { mixerEntry } from '../entry.js'

const entered = mixerEntry('embedding/metrix', metrix, {
  options: [
    {}, { alpha: 0.5, kind: 'positive-negative', pairs: 'all' }, { kind: 'anchor-negative' },
    { anchors: 'classes' }
  ],
  draws: ['lambda', 'positives'],
  goldens: ['embedding/metrix']
})

/** Two classes in turn, and a last row of its own, where a batch has no class numbers. */
function classes ({ size, labels }: Facts): Int32Array {
  return labels ?? Int32Array.from({ length: size }, (_, row) => row === size - 1 ? 2 : row % 2)
}

export const entry: typeof entered = {
  ...entered,
  make: options => {
    const mixer = entered.make(options)
    return {
      ...mixer,
      plan: (facts, ...rest) => mixer.plan({ ...facts, labels: classes(facts) }, ...rest)
    }
  }
}
