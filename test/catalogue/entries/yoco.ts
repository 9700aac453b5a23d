import { mixup } from '../../../core/index.js'
import { mirror, yoco } from '../../../domains/image/index.js'
import type { ConfiguredMixer } from '../../../core/index.js'
import { compositionEntry } from '../entry.js'

interface Options { readonly augmentation: () => ConfiguredMixer }

const mirrors = ({ augmentation }: Options): boolean => augmentation().name === 'mirror'

export const entry = compositionEntry<Options>('yoco', yoco, {
  make: ({ augmentation }) => yoco(augmentation()),
  options: [{ augmentation: () => mirror() }, { augmentation: () => mixup() }],
  goldens: ['yoco'],
  draws: ['wide', 'mirror', 'lambda', 'pair'],
  exemptions: [
    {
      property: 'batch-of-one', reason: 'a half is another one mirrored, and rounds in its box'
    },
    {
      property: 'host-equals-tensor', reason: 'parts are cut out of tensors', when: mirrors
    },
    {
      property: 'arrays-untouched', reason: 'parts are cut out of tensors', when: mirrors
    },
    {
      property: 'hidden-map-even-edges', reason: 'a hidden map has no steps', when: mirrors
    },
    {
      property: 'hidden-map-odd-edges',
      reason: 'a hidden map has no steps, and halves that meet within a cell of it lie one over ' +
        'the other'
    }
  ]
})
