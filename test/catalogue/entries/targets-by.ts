import type { ConfiguredMixer } from '../../../core/index.js'
import { mixup, sequence, targetsBy } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { compositionEntry } from '../entry.js'
import { sets } from '../sounds.js'

interface Options {
  readonly rule: 'anchor' | 'dominant' | 'union'
  readonly mixer: () => ConfiguredMixer
  /** Whether a row may reach an output by more than one way. */
  readonly meets: boolean
}

export const entry = compositionEntry<Options>('targets-by', targetsBy, {
  make: ({ rule, mixer }) => targetsBy(rule, mixer()),
  options: [
    { rule: 'anchor', mixer: () => cutmix({ per: 'sample' }), meets: false },
    { rule: 'dominant', mixer: () => mixup({ per: 'sample' }), meets: false },
    { rule: 'dominant', mixer: () => sequence([cutmix(), mixup()]), meets: true },
    { rule: 'union', mixer: () => cutmix(), meets: false }
  ],
  draws: ['lambda', 'centerY', 'centerX', 'pair'],
  exemptions: [
    { property: 'target-shares', reason: 'targets follow another rule than what is seen' },
    ...sets.map(each => ({ ...each, when: ({ rule }: Options) => rule === 'union' })),
    {
      property: 'annotations-follow',
      reason: 'the second mixer takes the parts of an object that met in the first for objects',
      when: ({ meets }) => meets
    }
  ]
})
