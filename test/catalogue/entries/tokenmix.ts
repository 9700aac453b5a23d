import { flip } from '../../../core/index.js'
import { tokenmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/tokenmix', tokenmix, {
  options: [
    {},
    { grid: 4, least: 2, lambda: 0.8, pairing: flip() },
    { kind: 'random', grid: 2, least: 1 }
  ],
  goldens: ['tokenmix'],
  draws: ['area', 'logAspect', 'top', 'left', 'tokens', 'pair']
})
