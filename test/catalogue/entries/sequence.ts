import type { ConfiguredMixer } from '../../../core/index.js'
import { mixup, oneOf, plain, sequence, sometimes } from '../../../core/index.js'
import { cutmix, timm } from '../../../domains/image/index.js'
import { compositionEntry } from '../entry.js'

interface Options {
  readonly mixers: () => ConfiguredMixer[]
  /** How many of them cut. */
  readonly cuts: number
  /** Whether a row may reach an output by more than one way. */
  readonly meets: boolean
}

export const entry = compositionEntry<Options>('sequence', sequence, {
  make: ({ mixers }) => sequence(mixers()),
  options: [
    { mixers: () => [cutmix(), mixup()], cuts: 1, meets: true },
    { mixers: () => [cutmix({ per: 'sample' }), cutmix(), plain()], cuts: 2, meets: true },
    { mixers: () => [timm({ mode: 'half' }), sometimes(0.5, cutmix())], cuts: 1, meets: false },
    {
      mixers: () => [oneOf([sequence([mixup(), mixup()]), plain()]), mixup()],
      cuts: 0,
      meets: true
    }
  ],
  draws: ['branch', 'mix', 'mixupLambda', 'lambda', 'centerY', 'centerX', 'pair'],
  exemptions: [
    {
      property: 'target-shares',
      reason: 'each CutMix mixes the labels it is given by its own area, wherever others cut',
      when: ({ cuts }) => cuts > 1
    },
    {
      property: 'hidden-map-odd-edges',
      reason: 'areas do not say how two boxes overlap within one cell of a hidden map',
      when: ({ cuts }) => cuts > 1
    },
    {
      property: 'annotations-follow',
      reason: 'the second mixer takes the parts of an object that met in the first for objects',
      when: ({ meets }) => meets
    }
  ]
})
