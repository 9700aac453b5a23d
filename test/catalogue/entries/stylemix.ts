import { flip } from '../../../core/index.js'
import { stylemix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { stylised, unchanged } from '../stylised.js'

export const entry = mixerEntry('image/stylemix', stylemix, {
  options: [{}, { alpha: 0.4, content: 0.5 }, { pairing: flip() }],
  goldens: ['stylemix'],
  draws: ['content', 'style', 'overlap', 'pair'],
  pools: { styles: unchanged },
  exemptions: stylised
})
