import { flip } from '../../../core/index.js'
import { korniaMixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/kornia-mixup', korniaMixup, {
  options: [{}, { share: [0.2, 0.4], pairing: flip() }],
  goldens: ['kornia_mixup_cutmix'],
  draws: ['share', 'pair']
})
