import { roll } from '../../../core/index.js'
import { beatSync } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { beats, rms, sets } from '../sounds.js'

const closed = ({ normalise = true }: { normalise?: boolean | 'mean' | 'peak' }): boolean =>
  normalise !== false

export const entry = mixerEntry('audio/beat-sync', beatSync, {
  options: [
    {},
    { normalise: false, probability: 1, shortest: 1, target: 'anchor' },
    { normalise: false, probability: 0.9, shortest: 1, align: 'beat', choose: 'first',
      target: 'dominant', beta: 2, pairing: roll() },
    { normalise: false, probability: 1, shortest: 1, align: 'none', target: 'union' },
    { normalise: false, probability: 1, shortest: 2, fallback: 'mixup', crop: 'center' },
    { probability: 1, shortest: 1, segment: 3, channels: 'first', peak: 0.25 },
    { normalise: 'mean', probability: 1, shortest: 1 },
    { normalise: 'peak', probability: 1, shortest: 1, clip: 'tanh' },
    { normalise: false, probability: 1, shortest: 1, crossfade: 2 },
    // Stretching, which is done on the host alone, has tests of its own
    { normalise: false, probability: 1, shortest: 1, gain: 'rms', stretch: 'none', maxStretch: 0.1,
      sampleRate: 8000 }
  ],
  goldens: ['bam_blm'],
  draws: ['mix', 'anchorBeat', 'partnerBeat', 'lambda', 'crop', 'pair'],
  signals: { beats, rms },
  exemptions: [
    ...(['any-shape', 'host-equals-tensor'] as const).map(property => ({
      property,
      when: ({ gain = 'raw', crossfade = 0 }: { gain?: string, crossfade?: number }) =>
        gain !== 'raw' || crossfade > 0,
      reason: 'a partner that is made louder, or faded at equal power, may leave its batch\'s range'
    })),
    {
      property: 'host-equals-tensor', when: ({ normalise }) => normalise === 'mean',
      reason: 'rows moved to a mean of 0 leave the range of bytes'
    },
    { property: 'target-shares', reason: 'targets are stated: a row may be shown in part' },
    ...(['gradient', 'any-shape', 'batch-of-one'] as const).map(property => ({
      property, when: closed, reason: 'rows are moved to a mean and a peak, or cut to a length'
    })),
    ...(['hidden-map-even-edges', 'hidden-map-odd-edges'] as const).map(property => ({
      property, reason: 'parts of sounds are shown on the samples themselves, not on maps of them'
    })),
    ...sets.map(each => ({ ...each, when: ({ target = 'mix' }) => target === 'union' }))
  ]
})
