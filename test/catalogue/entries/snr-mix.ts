import { roll } from '../../../core/index.js'
import { snrMix } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { cut, rms, scaled, sets } from '../sounds.js'

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
    ...scaled, ...cut,
    ...sets.map(each => ({ ...each, when: ({ target = 'union' }) => target === 'union' }))
  ]
})
