import { flip } from '../../../core/index.js'
import { gridmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/gridmix', gridmix, {
  options: [
    {},
    { alpha: 0.4, holes: [1, 3], area: [0.5, 1], aspect: [0.5, 2], holeAspect: [0.5, 1.5] },
    { lambda: [0.1, 0.9], holes: [20, 20], aspect: [1, 3], pairing: flip() }
  ],
  goldens: ['gridmix'],
  draws: ['lambda', 'holes', 'holeAspect', 'area', 'aspect', 'windowX', 'windowY', 'pair']
})
