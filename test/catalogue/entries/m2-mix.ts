import { crossModal } from '../../../domains/embedding/index.js'
import { exempt, onArcs } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/m2-mix', crossModal, {
  options: [{}, { alpha: 2 }],
  draws: ['lambda'],
  goldens: ['embedding/m2mix'],
  pools: { text: ({ x }) => ({ x }) },
  exemptions: [
    ...exempt(onArcs,
      'gradient', 'host-equals-tensor', 'batch-of-one', 'arrays-untouched',
      'hidden-map-even-edges', 'hidden-map-odd-edges')
  ]
})
