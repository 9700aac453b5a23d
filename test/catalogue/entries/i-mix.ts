import { flip } from '../../../core/index.js'
import { iMix } from '../../../domains/embedding/mixers/in-domain.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/i-mix', iMix, {
  options: [{}, { alpha: 2, pairing: flip() }],
  draws: ['lambda', 'pair'],
  goldens: ['embedding/imix']
})
