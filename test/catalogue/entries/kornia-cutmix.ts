import { flip } from '../../../core/index.js'
import { korniaCutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/kornia-cutmix', korniaCutmix, {
  options: [
    {},
    { mixes: 3, place: 'batch', beta: 0.5 },
    { cutSize: [0.1, 0.6], pairing: flip() }
  ],
  goldens: ['kornia_mixup_cutmix'],
  draws: ['beta', 'placeY', 'placeX', 'pair'],
  exemptions: [{
    property: 'hidden-map-odd-edges',
    reason: 'where edges of several boxes meet in a cell, it shows the product of their shares',
    when: ({ mixes = 1 }) => mixes > 1
  }]
})
