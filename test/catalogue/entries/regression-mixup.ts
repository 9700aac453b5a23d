import { flip } from '../../../core/index.js'
import { mixup } from '../../../domains/regression/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('regression/mixup', mixup, {
  options: [
    {},
    { alpha: 2 },
    { per: 'sample', pairing: flip() },
    { targetLambda: 'independent' },
    { alpha: 0.75, atLeastHalf: true }
  ],
  goldens: ['trajectory'],
  draws: ['lambda', 'targetLambda', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'targets have a λ of their own, drawn apart',
    when: ({ targetLambda }) => targetLambda === 'independent'
  }]
})
