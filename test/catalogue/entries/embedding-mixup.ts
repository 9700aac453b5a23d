import { flip } from '../../../core/index.js'
import { mixup } from '../../../domains/embedding/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mixup', mixup, {
  options: [{}, { alpha: 0 }, { per: 'sample', normalize: true, pairing: flip() }],
  draws: ['lambda', 'pair'],
  goldens: ['embedding/embedding_mixup'],
  exemptions: (['host-equals-tensor', 'hidden-map-even-edges', 'hidden-map-odd-edges',
    'batch-of-one', 'not-training', 'any-shape', 'numbers-follow', 'labels-agree'] as const)
    .map(property => ({
      property, reason: 'rows are brought to length 1 at the end',
      when: ({ normalize = false }) => normalize
    }))
})
