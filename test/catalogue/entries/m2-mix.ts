import { crossModal } from '../../../domains/embedding/index.js'
import { onArcs } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/m2-mix', crossModal, {
  options: [{}, { alpha: 2 }],
  draws: ['lambda'],
  goldens: ['embedding/m2mix'],
  pools: { text: ({ x }) => ({ x }) },
  exemptions: [
    ...onArcs, { property: 'target-shares', reason: 'a mix has the target of its image alone' }
  ]
})
