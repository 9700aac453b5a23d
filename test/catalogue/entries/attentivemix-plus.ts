import { attentivemixPlus } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { features } from '../signals.js'

export const entry = mixerEntry('image/attentivemix-plus', attentivemixPlus, {
  options: [{}, { alpha: 0.3, channel: 'last' }],
  goldens: ['attentivemix'],
  draws: ['lambda', 'pair'],
  signals: { features }
})
