import { roll } from '../../../core/index.js'
import { smoothmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/smoothmix', smoothmix, {
  options: [{}, { sigma: [0.1, 0.2], pairing: roll() }],
  goldens: ['smoothmix'],
  draws: ['centerY', 'centerX', 'sigma', 'pair']
})
