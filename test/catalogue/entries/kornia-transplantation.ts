import { flip } from '../../../core/index.js'
import { korniaTransplantation } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { masks } from '../signals.js'

export const entry = mixerEntry('image/kornia-transplantation', korniaTransplantation, {
  options: [{}, { probability: 1, excluded: [0, 1] }, { probability: 0.7, pairing: flip() }],
  goldens: ['kornia_transplantation'],
  draws: ['mix', 'class'],
  signals: { masks }
})
