import { roll } from '../../../core/index.js'
import { betweenClass } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { levels, scaled } from '../sounds.js'

export const entry = mixerEntry('audio/between-class', betweenClass, {
  options: [{}, { silence: 'reference', pairing: roll() }],
  goldens: ['bc_mix'],
  draws: ['r', 'pair'],
  signals: { levels },
  exemptions: scaled
})
