import { roll } from '../../../core/index.js'
import { unMix } from '../../../domains/embedding/mixers/in-domain.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/un-mix', unMix, {
  options: [{}, { alpha: 2, whole: 0.5, pairing: roll() }],
  draws: ['lambda', 'whole', 'feature'],
  goldens: ['embedding/unmix']
})
