import { cmixup, nearest, roll } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { pixels } from '../pixels.js'

export const entry = mixerEntry('image/cutmix', cutmix, {
  options: [
    {},
    { alpha: 0.3, pairing: roll() },
    { per: 'sample' },
    { pairing: cmixup({ pool: 'batch', distance: pixels, bandwidth: 15, excludeSelf: true }) },
    { pairing: nearest({ pool: 'batch', distance: pixels, k: 2 }) }
  ],
  goldens: ['cutmix'],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
