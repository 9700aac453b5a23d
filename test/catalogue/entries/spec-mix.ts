import { flip } from '../../../core/index.js'
import { specMix } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('audio/spec-mix', specMix, {
  options: [{}, { ratio: 0.4, bands: 3, pairing: flip() }, { ratio: 1 }],
  goldens: ['specmix_masks'],
  draws: ['frequencyBands', 'frequencyStart', 'timeBands', 'timeStart', 'pair'],
  exemptions: [{
    property: 'hidden-map-odd-edges',
    reason: 'of a cell that two bands cover in part it is not known how much both do'
  }]
})
