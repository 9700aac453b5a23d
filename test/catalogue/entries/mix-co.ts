import { mixCo } from '../../../domains/embedding/mixers/in-domain.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('embedding/mix-co', mixCo, {
  options: [{}],
  draws: ['lambda'],
  goldens: ['embedding/mixco']
})
