import { flip } from '../../../core/index.js'
import { mixup } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('audio/mixup', mixup, {
  options: [
    {}, { alpha: 0.2 }, { per: 'sample', pairing: flip() }, { targetLambda: 'independent' },
    { alpha: 0.75, atLeastHalf: true }
  ],
  draws: ['lambda', 'targetLambda', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'targets have a λ of their own, drawn apart',
    when: ({ targetLambda }) => targetLambda === 'independent'
  }]
})
