import { manifoldMixup } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('audio/manifold-mixup', manifoldMixup, {
  options: [{}, { alpha: 0 }, { layers: 2 }],
  draws: ['layer', 'lambda', 'pair']
})
