import { multiModalMix } from '../../../domains/embedding/index.js'
import { exempt, inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/m3-mix', multiModalMix, {
  options: [{}, { v: 0.1, l: 0.1, vl: 0.2, m2: 0.1, alpha: 1, alphaVl: 1, alphaM2: 2 }],
  draws: ['v', 'l', 'vl', 'm2'],
  goldens: ['embedding/m2mix'],
  pools: { text: ({ x }) => ({ x }) },
  exemptions: [
    ...exempt(inLossAlone,
      'target-shares', 'gradient', 'no-leak', 'wasm-equals-cpu', 'host-equals-tensor',
      'batch-of-one', 'any-shape', 'inputs-untouched', 'arrays-untouched', 'hidden-map-even-edges',
      'hidden-map-odd-edges', 'labels-agree', 'numbers-follow')
  ]
})
