import { background } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { augments, pooled, rmsOfPools, scaled } from '../sounds.js'

export const entry = mixerEntry('audio/background', background, {
  options: [
    {}, { probability: 1, level: 'absolute', rms: [-20, -10], shorter: 'once' },
    { probability: 1, level: 'raw', fade: 2, gap: 1 },
    { probability: 1, silence: 'raw', snr: [-3, 3], clip: 'hard' }
  ],
  goldens: ['background'],
  draws: ['mix', 'background', 'start', 'snr', 'rms'],
  // Sounds of the pool are shorter than rows: they are heard again and again
  signals: {
    rms: rmsOfPools,
    lengths: ({ x }) => {
      const [rows, time] = (x as { shape: readonly number[] }).shape
      return { background: new Int32Array(rows).fill(Math.max(1, time - 2)) }
    }
  },
  pools: { background: ({ x }) => ({ x }) },
  exemptions: [
    ...augments.slice(0, 1), ...scaled, ...pooled,
    {
      property: 'gradient', when: ({ clip = 'none' }) => clip !== 'none',
      reason: 'samples above a peak are cut off'
    }
  ]
})
