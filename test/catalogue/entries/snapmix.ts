import { flip } from '../../../core/index.js'
import { snapmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { resized } from '../resized.js'
import { saliency } from '../signals.js'

export const entry = mixerEntry('image/snapmix', snapmix, {
  options: [{}, { alpha: 5, pairing: flip() }],
  goldens: ['snapmix'],
  draws: ['lambda', 'sourceLambda', 'centerY', 'centerX', 'pair'],
  weights: 'free',
  exemptions: [...resized, {
    property: 'target-shares', reason: 'labels weigh what is seen of the activation of a class'
  }],
  signals: { activation: saliency }
})
