import { roll } from '../../../core/index.js'
import { manifoldMixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/manifold-mixup', manifoldMixup, {
  options: [{}, { alpha: 0 }, { layers: 5, pairing: roll({ by: 2 }) }],
  draws: ['layer', 'lambda', 'pair']
})
