import { flip } from '../../../core/index.js'
import { spectrogramMixup } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'

const power = ({ scale }: { scale?: 'log' | 'power' }): boolean => scale === 'power'

export const entry = mixerEntry('audio/spectrogram-mixup', spectrogramMixup, {
  options: [{}, { alpha: 0.2, per: 'sample', pairing: flip() }, { scale: 'power' }],
  draws: ['lambda', 'pair'],
  exemptions: [
    ...(['target-shares', 'gradient', 'hidden-map-even-edges', 'hidden-map-odd-edges'] as const)
      .map(property => ({
        property, when: power, reason: 'powers of decibels are no linear blend of decibels'
      }))
  ]
})
