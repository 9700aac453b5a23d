import { permutation } from '../../../core/index.js'
import { gmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/gmix', gmix, {
  options: [{}, { alpha: 0.3, pairing: permutation() }],
  goldens: ['gmix'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
