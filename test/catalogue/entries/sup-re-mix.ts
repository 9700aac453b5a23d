import { supReMix } from '../../../domains/embedding/index.js'
import { exempt, inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/sup-re-mix', supReMix, {
  options: [{}, { alpha: 5, beta: 5, window: 3, mode: 'negatives' }, { mode: 'positives' }],
  draws: ['shares'],
  goldens: ['embedding/supremix'],
  exemptions: [
    ...exempt(inLossAlone,
      'convex-weights', 'gradient', 'batch-of-one')
  ]
})
