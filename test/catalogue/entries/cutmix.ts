import { roll } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/cutmix', cutmix, {
  options: [{}, { alpha: 0.3, pairing: roll() }, { per: 'sample' }],
  goldens: ['cutmix'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
