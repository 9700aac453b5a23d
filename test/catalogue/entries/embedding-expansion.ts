import { embeddingExpansion } from '../../../domains/embedding/index.js'
import { exempt, closes } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/embedding-expansion', embeddingExpansion, {
  options: [{}, { inner: 1, normalize: false }],
  draws: [],
  goldens: ['embedding/embedding_expansion'],
  exemptions: [
    ...exempt(closes,
      'target-shares', 'gradient', 'host-equals-tensor', 'batch-of-one', 'arrays-untouched',
      'hidden-map-even-edges', 'hidden-map-odd-edges')
  ]
})
