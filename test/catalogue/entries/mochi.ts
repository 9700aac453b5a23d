import { mochi } from '../../../domains/embedding/index.js'
import { exempt, inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mochi', mochi, {
  options: [{}, { hardest: 2, pairs: 3, withQuery: 2, warmUp: 1 }],
  draws: ['left', 'right', 'alpha', 'negative', 'beta'],
  goldens: ['embedding/mochi'],
  pools: { bank: ({ x }) => ({ x }) },
  exemptions: [
    ...exempt(inLossAlone,
      'json', 'convex-weights', 'target-shares', 'gradient', 'no-leak', 'wasm-equals-cpu',
      'host-equals-tensor', 'batch-of-one', 'any-shape', 'inputs-untouched',
      'arrays-untouched', 'not-training',
      'hidden-map-even-edges', 'hidden-map-odd-edges', 'labels-agree', 'numbers-follow')
  ]
})
