import { sometimes } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { compositionEntry } from '../entry.js'

interface Options { readonly chance: number }

export const entry = compositionEntry<Options>('sometimes', sometimes, {
  make: ({ chance }) => sometimes(chance, cutmix()),
  options: [{ chance: 0.5 }, { chance: 0 }, { chance: 1 }],
  draws: ['branch', 'lambda', 'centerY', 'centerX', 'pair']
})
