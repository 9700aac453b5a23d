import { mochi } from '../../../domains/embedding/index.js'
import { inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mochi', mochi, {
  options: [{}, { hardest: 2, pairs: 3, withQuery: 2, warmUp: 1 }],
  draws: ['left', 'right', 'alpha', 'negative', 'beta'],
  goldens: ['embedding/mochi'],
  pools: { bank: ({ x }) => ({ x }) },
  exemptions: inLossAlone
})
