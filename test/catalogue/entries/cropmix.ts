import { cropmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { resized } from '../resized.js'

export const entry = mixerEntry('image/cropmix', cropmix, {
  options: [
    {},
    { views: 2, operation: 'cutmix', scale: 0.2 },
    { views: 3, operation: 'cutmix', interAugment: true },
    { views: 4, interAugment: true, ratio: 2 }
  ],
  goldens: ['cropmix'],
  draws: ['views', 'cropArea', 'cropRatio', 'cropTop', 'cropLeft', 'order', 'lambda', 'area',
    'centerY', 'centerX', 'turn', 'channels'],
  exemptions: resized
})
