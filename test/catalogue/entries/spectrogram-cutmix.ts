import { roll } from '../../../core/index.js'
import { spectrogramCutmix } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('audio/spectrogram-cutmix', spectrogramCutmix, {
  options: [{}, { alpha: 0.4 }, { along: 'time', pairing: roll() }],
  draws: ['lambda', 'centerFrequency', 'centerTime', 'start', 'pair']
})
