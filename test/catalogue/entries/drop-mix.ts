import { dropMix } from '../../../domains/embedding/index.js'
import { exempt, inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/drop-mix', dropMix, {
  options: [{}, { easiest: 0, hardest: 0.5, share: 0.5, stride: 2 }],
  draws: ['partner'],
  goldens: ['embedding/dropmix'],
  exemptions: [
    ...exempt(inLossAlone,
      'json', 'convex-weights', 'target-shares', 'gradient', 'no-leak', 'wasm-equals-cpu',
      'host-equals-tensor', 'any-shape', 'inputs-untouched',
      'arrays-untouched', 'hidden-map-even-edges',
      'hidden-map-odd-edges', 'labels-agree', 'numbers-follow')
  ]
})
