import { permutation } from '../../../core/index.js'
import { torchvisionMixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/torchvision-mixup', torchvisionMixup, {
  options: [{}, { alpha: 0.2 }, { pairing: permutation() }],
  goldens: ['torchvision_v2'],
  draws: ['lambda', 'pair']
})
