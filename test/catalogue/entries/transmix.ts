import { permutation } from '../../../core/index.js'
import { transmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/transmix', transmix, {
  options: [{}, { alpha: 0.3, ratio: 1, pairing: permutation() }],
  goldens: ['transmix'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
