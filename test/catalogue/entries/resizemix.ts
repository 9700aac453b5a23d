import { flip } from '../../../core/index.js'
import { resizemix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { resized } from '../resized.js'

export const entry = mixerEntry('image/resizemix', resizemix, {
  options: [
    {},
    { scope: [0.3, 0.9], resize: 'bilinear' },
    { alpha: 0.5, scope: [0.2, 1], pairing: flip() }
  ],
  goldens: ['resizemix'],
  draws: ['tau', 'tauBeta', 'centerY', 'centerX', 'pair'],
  exemptions: resized
})
