import { flip } from '../../../core/index.js'
import { tokenCutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/token-cutmix', tokenCutmix, {
  options: [{ patch: 2 }, { patch: 3, alpha: 0.3, pairing: flip() }, {}],
  goldens: ['token_cutmix_tla'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
