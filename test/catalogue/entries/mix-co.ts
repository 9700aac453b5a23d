import { mixCo } from '../../../domains/embedding/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mix-co', mixCo, {
  options: [{}],
  draws: ['lambda'],
  goldens: ['embedding/mixco']
})
