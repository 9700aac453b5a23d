import { regMixup } from '../../../domains/regression/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('regression/reg-mixup', regMixup, {
  options: [{}, { alpha: 10 }],
  draws: ['lambda', 'pair'],
  exemptions: [{
    property: 'batch-of-one',
    reason: 'a row comes back twice: as it is, and mixed with itself'
  }]
})
