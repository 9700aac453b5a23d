import { alignmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { blended } from '../blended.js'

export const entry = mixerEntry('image/alignmix', alignmix, {
  untriedDefaults: 'a hundred rounds of transport in every trial take minutes; its golden has them',
  options: [{ alpha: 0.3, epsilon: 2, iterations: 1, threshold: 0 }],
  goldens: ['alignmix'],
  draws: ['lambda', 'partner', 'pair'],
  exemptions: blended
})
