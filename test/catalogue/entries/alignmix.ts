import { flip } from '../../../core/index.js'
import { alignmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { blended } from '../blended.js'

export const entry = mixerEntry('image/alignmix', alignmix, {
  untriedDefaults: 'a hundred rounds of transport in every trial take minutes; its golden has them',
  options: [
    { epsilon: 2, iterations: 1 }, { alpha: 0.3, iterations: 2, threshold: 0, pairing: flip() }
  ],
  goldens: ['alignmix'],
  draws: ['lambda', 'partner', 'pair'],
  exemptions: blended
})
