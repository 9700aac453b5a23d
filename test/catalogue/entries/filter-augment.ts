import { filterAugment } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { augments } from '../sounds.js'

export const entry = mixerEntry('audio/filter-augment', filterAugment, {
  options: [{}, { kind: 'step', gain: [-3, 3] }, { bands: [2, 3], width: 1 }],
  goldens: ['misc_mix'],
  draws: ['bands', 'edge', 'gain'],
  weights: 'free',
  exemptions: [
    ...augments.filter(({ property }) => property !== 'masks-follow'),
    { property: 'host-equals-tensor', reason: 'louder bytes leave the range of bytes' }
  ]
})
