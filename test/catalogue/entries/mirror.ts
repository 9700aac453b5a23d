import { mirror } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/mirror', mirror, {
  options: [{}, { axis: 'height', probability: 0.9 }],
  draws: ['mirror'],
  exemptions: [
    { property: 'batch-of-one', reason: 'a mirror image is another image' },
    { property: 'hidden-map-even-edges', reason: 'a hidden map has no steps' },
    { property: 'hidden-map-odd-edges', reason: 'a hidden map has no steps' }
  ]
})
