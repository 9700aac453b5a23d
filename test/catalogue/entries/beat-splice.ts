import { flip } from '../../../core/index.js'
import { beatSplice } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { beats, scaled } from '../sounds.js'

export const entry = mixerEntry('audio/beat-splice', beatSplice, {
  options: [{}, { every: 2, partner: 0.3, pairing: flip() }, { fade: 2 },
    { pattern: [true, false, false] }],
  draws: ['partner', 'start', 'pair'],
  signals: { beats },
  exemptions: scaled.map(each => ({ ...each, when: ({ fade = 0 }) => fade > 0 }))
})
