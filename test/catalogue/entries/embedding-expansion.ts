import { embeddingExpansion } from '../../../domains/embedding/index.js'
import { inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/embedding-expansion', embeddingExpansion, {
  options: [{}, { inner: 1, normalize: false }],
  draws: [],
  goldens: ['embedding/embedding_expansion'],
  exemptions: inLossAlone
})
