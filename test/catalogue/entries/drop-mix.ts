import { dropMix } from '../../../domains/embedding/index.js'
import { inLossAlone } from '../embeddings.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/drop-mix', dropMix, {
  options: [{}, { easiest: 0, hardest: 0.5, share: 0.5, stride: 2 }],
  draws: ['partner'],
  goldens: ['embedding/dropmix'],
  exemptions: inLossAlone
})
