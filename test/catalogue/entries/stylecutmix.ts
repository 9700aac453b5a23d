import { flip } from '../../../core/index.js'
import { stylecutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { stylised, unchanged } from '../stylised.js'

export const entry = mixerEntry('image/stylecutmix', stylecutmix, {
  options: [{}, { alpha: 0.4, gamma: 2, content: 0.5 }, { pairing: flip() }],
  goldens: ['stylemix'],
  draws: ['lambda', 'centerY', 'centerX', 'style', 'gamma', 'pair'],
  pools: { styles: unchanged },
  untried: Object.fromEntries(['distances', 'delta'].map(option =>
    [option, 'of classes, which the batches of properties do not tell: test/oracles/styles'])),
  exemptions: [...stylised, {
    property: 'masks-follow',
    reason: 'masks of ids follow the content, which is not blended; what brings style is no target'
  }]
})
