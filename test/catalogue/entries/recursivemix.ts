import { recursivemix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { resized } from '../resized.js'

export const entry = mixerEntry('image/recursivemix', recursivemix, {
  options: [{}, { alpha: 1, resize: 'bilinear-corners' }],
  goldens: ['recursivemix'],
  draws: ['area', 'centerY', 'centerX'],
  exemptions: resized
})
