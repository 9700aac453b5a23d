import { flip } from '../../../core/index.js'
import { mixup } from '../../../domains/embedding/index.js'
import { closes, exempt } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mixup', mixup, {
  options: [{}, { alpha: 0 }, { per: 'sample', normalize: true, pairing: flip() }],
  draws: ['lambda', 'pair'],
  goldens: ['embedding/embedding_mixup'],
  exemptions: exempt(closes,
    'target-shares', 'gradient', 'host-equals-tensor', 'batch-of-one', 'arrays-untouched',
    'hidden-map-even-edges', 'hidden-map-odd-edges'
  ).map(each => ({ ...each, when: ({ normalize = false }) => normalize }))
})
