import { permutation } from '../../../core/index.js'
import { guidedmixup } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { saliency } from '../signals.js'

export const entry = mixerEntry('image/guidedmixup', guidedmixup, {
  options: [{}, { kernel: 3, sigma: 1, pairing: permutation() }],
  goldens: ['guidedmixup'],
  draws: ['pair'],
  signals: { saliency }
})
