import { mixGen } from '../../../domains/embedding/mixers/in-domain.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mix-gen', mixGen, {
  options: [{}, { number: 1, lambda: 0.3 }],
  draws: [],
  goldens: ['embedding/embedding_mixup']
})
