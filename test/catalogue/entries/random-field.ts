import { randomField } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

const reason = 'a hidden map has no steps'
const bent = 'fields are made for tensors'

export const entry = mixerEntry('image/random-field', randomField, {
  options: [
    {},
    { cells: 5, decay: 3, translation: 0, rotation: 0, scale: 0 },
    { brightness: 0, contrast: 0, saturation: 0, hue: 0 }
  ],
  draws: ['fields'],
  exemptions: [
    { property: 'batch-of-one', reason: 'an image in fields is another image' },
    { property: 'target-shares', reason: 'colours are changed, and labels stay' },
    { property: 'any-shape', reason: 'colours are changed beyond those of the batch' },
    { property: 'hidden-map-even-edges', reason },
    { property: 'hidden-map-odd-edges', reason },
    { property: 'host-equals-tensor', reason: bent },
    { property: 'arrays-untouched', reason: bent }
  ]
})
