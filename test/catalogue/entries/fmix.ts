import { flip } from '../../../core/index.js'
import { fmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/fmix', fmix, {
  options: [
    {},
    { variant: 'paper', per: 'sample', decay: 2 },
    { alpha: 0.3, maxSoft: 0.4, pairing: flip() },
    { reformulate: true, variant: 'paper', maxSoft: 0.2, per: 'sample' }
  ],
  goldens: ['fmix'],
  draws: ['lambda', 'roundUp', 'noise', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'targets keep the λ that was drawn, which the cells meet to one cell and their ramp'
  }]
})
