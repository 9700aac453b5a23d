import { flip } from '../../../core/index.js'
import { attentivemix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { features } from '../signals.js'

export const entry = mixerEntry('image/attentivemix', attentivemix, {
  options: [{}, { cells: 3, channel: 'last' }, { cells: 20, pairing: flip() }],
  goldens: ['attentivemix'],
  draws: ['pair'],
  signals: { features }
})
