import { specAugment } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { augments } from '../sounds.js'

export const entry = mixerEntry('audio/spec-augment', specAugment, {
  options: [{ timeWidth: 3, frequencyWidth: 2 }, { timeStripes: 1, frequencyStripes: 0 }, {}],
  draws: ['timeWidth', 'timeStart', 'frequencyWidth', 'frequencyStart'],
  exemptions: augments
})
