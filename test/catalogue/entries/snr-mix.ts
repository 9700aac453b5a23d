import { roll } from '../../../core/index.js'
import { snrMix } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { rms, scaled, sets } from '../sounds.js'

export const entry = mixerEntry('audio/snr-mix', snrMix, {
  options: [
    {}, { target: 'mix', snr: [-3, 3], probability: 1 },
    { probability: 1, clip: 'hard' },
    { target: 'original', silence: 'raw', pairing: roll() }
  ],
  goldens: ['misc_mix'],
  draws: ['mix', 'snr', 'pair'],
  signals: { rms },
  exemptions: [
    ...scaled,
    ...(['gradient', 'batch-of-one', 'hidden-map-even-edges', 'hidden-map-odd-edges'] as const)
      .map(property => ({
        property, when: ({ clip = 'none' }: { clip?: string }) => clip !== 'none',
        reason: 'samples above a peak are cut off, those of a row that is alone too'
      })),
    ...sets.map(each => ({ ...each, when: ({ target = 'union' }) => target === 'union' }))
  ]
})
