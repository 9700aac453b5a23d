import { recursivemix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/recursivemix', recursivemix, {
  options: [{}, { alpha: 1, resize: 'bilinear-corners' }],
  goldens: ['recursivemix'],
  draws: ['area', 'centerY', 'centerX']
})
