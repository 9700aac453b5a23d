import { permutation } from '../../../core/index.js'
import { smmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { resized } from '../resized.js'
import { attention } from '../signals.js'

export const entry = mixerEntry('image/smmix', smmix, {
  options: [{}, { side: [0, 1], pairing: permutation() }],
  goldens: ['smmix'],
  draws: ['side', 'pair'],
  exemptions: resized,
  signals: { attention }
})
