import { permutation } from '../../../core/index.js'
import { torchvisionCutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/torchvision-cutmix', torchvisionCutmix, {
  options: [{}, { alpha: 0.5 }, { pairing: permutation() }],
  goldens: ['torchvision_v2'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
