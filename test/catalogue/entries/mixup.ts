import { derangement, flip } from '../../../core/index.js'
import { mixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/mixup', mixup, {
  options: [
    {},
    { alpha: 0.2 },
    { alpha: 0 },
    { per: 'sample', pairing: derangement({ attempts: 1 }) },
    { targetLambda: 'independent', pairing: flip() },
    { per: 'sample', targetLambda: 'independent' }
  ],
  goldens: ['mixup'],
  draws: ['lambda', 'targetLambda', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'targets have a λ of their own, drawn apart',
    when: ({ targetLambda }) => targetLambda === 'independent'
  }]
})
