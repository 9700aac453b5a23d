import { flip } from '../../../core/index.js'
import { kerasCutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/keras-cutmix', kerasCutmix, {
  options: [{}, { factor: [1, 1] }, { factor: [0.5, 2], pairing: flip() }],
  goldens: ['keras_cutmix'],
  draws: ['alpha', 'lambda', 'y', 'x', 'pair'],
  exemptions: [{
    property: 'target-shares',
    reason: 'labels follow the area of the box with its real edges, as Keras has it, not the pixels'
  }]
})
