import { cmixup, derangement, flip, kmixup } from '../../../core/index.js'
import { mixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { pixels } from '../pixels.js'

export const entry = mixerEntry('image/mixup', mixup, {
  options: [
    {},
    { alpha: 0.2 },
    { alpha: 0 },
    { per: 'sample', pairing: derangement({ attempts: 1 }) },
    { targetLambda: 'independent', pairing: flip() },
    { per: 'sample', targetLambda: 'independent' },
    { alpha: 0.75, atLeastHalf: true },
    { pairing: cmixup({ pool: 'batch', distance: pixels, bandwidth: 15 }) },
    { pairing: kmixup({ k: 2, distance: pixels }) }
  ],
  goldens: ['mixup'],
  draws: ['lambda', 'targetLambda', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'targets have a λ of their own, drawn apart',
    when: ({ targetLambda }) => targetLambda === 'independent'
  }]
})
