import { cropmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { resized } from '../resized.js'

const shuffles = ({ interAugment = false }: { interAugment?: boolean }): boolean => interAugment

export const entry = mixerEntry('image/cropmix', cropmix, {
  options: [
    {},
    { views: 2, operation: 'cutmix', scale: 0.2 },
    { views: 'any', interAugment: true, ratio: 2 }
  ],
  goldens: ['cropmix'],
  draws: ['views', 'cropArea', 'cropRatio', 'cropTop', 'cropLeft', 'order', 'lambda', 'area',
    'centerY', 'centerX', 'turn', 'channels'],
  exemptions: [
    ...resized,
    {
      property: 'target-shares',
      reason: 'shuffled channels are no longer those that tell of shares',
      when: shuffles
    },
    {
      property: 'masks-follow',
      reason: 'shuffled channels are no longer those that tell of places; test/image/cropmix ' +
        'compares their masks with those of plans that shuffle none',
      when: shuffles
    }
  ]
})
