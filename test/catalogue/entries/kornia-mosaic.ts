import { korniaMosaic } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { moved } from '../resized.js'

export const entry = mixerEntry('image/kornia-mosaic', korniaMosaic, {
  options: [{}, { start: [0, 1] }],
  goldens: ['kornia_mosaic'],
  draws: ['tiles', 'startX', 'startY'],
  exemptions: moved
})
