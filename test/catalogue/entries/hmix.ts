import { permutation } from '../../../core/index.js'
import { hmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/hmix', hmix, {
  options: [{}, { ratio: 0.75, alpha: 0.4, pairing: permutation() }, { ratio: 0 }],
  goldens: ['hmix'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
