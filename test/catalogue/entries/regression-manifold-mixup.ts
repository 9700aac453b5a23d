import { manifoldMixup } from '../../../domains/regression/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('regression/manifold-mixup', manifoldMixup, {
  options: [{}, { alpha: 0 }, { layers: 2 }],
  draws: ['layer', 'lambda', 'pair']
})
