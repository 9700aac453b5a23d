import { flip } from '../../../core/index.js'
import { saliencymix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { saliency } from '../signals.js'

export const entry = mixerEntry('image/saliencymix', saliencymix, {
  options: [{}, { per: 'sample', alpha: 0.4 }, { pairing: flip() }],
  goldens: ['saliencymix'],
  draws: ['lambda', 'pair'],
  signals: { saliency }
})
