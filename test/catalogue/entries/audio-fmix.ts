import { fmix } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('audio/fmix', fmix, {
  options: [
    {},
    { variant: 'paper', per: 'sample', decay: 2, alpha: 0.3 },
    { reformulate: true, maxSoft: 0.2 }
  ],
  draws: ['lambda', 'roundUp', 'noise', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'targets keep the λ that was drawn, which the cells meet to one cell and their ramp'
  }]
})
