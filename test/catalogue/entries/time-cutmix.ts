import { flip } from '../../../core/index.js'
import { timeCutmix } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { beats, scaled } from '../sounds.js'

export const entry = mixerEntry('audio/time-cutmix', timeCutmix, {
  options: [{}, { alpha: 0.4, per: 'sample', pairing: flip() }, { fade: 2, per: 'sample' },
    { snap: 'beats' }],
  draws: ['lambda', 'start', 'pair'],
  signals: { beats },
  exemptions: scaled.map(each => ({ ...each, when: ({ fade = 0 }) => fade > 0 }))
})
