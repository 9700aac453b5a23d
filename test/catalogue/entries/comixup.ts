import { comixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { saliency } from '../signals.js'

export const entry = mixerEntry('image/comixup', comixup, {
  options: [{}, { blocks: 3, part: 2, kind: 'soft', resolve: false, iterations: 2, beta: 1,
    alpha: 1, gamma: 0.5, eta: 0.1, threshold: 0.5, omega: 0.1 }],
  goldens: ['comixup'],
  draws: ['prior', 'label'],
  exemptions: [{
    property: 'masks-follow', reason: 'a cell may show two images by half, class ids cannot'
  }],
  signals: { saliency }
})
