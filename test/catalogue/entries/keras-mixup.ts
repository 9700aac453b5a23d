import { flip } from '../../../core/index.js'
import { kerasMixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/keras-mixup', kerasMixup, {
  options: [{}, { alpha: 1.5 }, { pairing: flip() }],
  draws: ['lambda', 'pair']
})
