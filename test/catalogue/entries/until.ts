import { mixup, until } from '../../../core/index.js'
import { compositionEntry } from '../entry.js'

interface Options { readonly step: number }

export const entry = compositionEntry<Options>('until', until, {
  make: ({ step }) => until(step, mixup()),
  options: [{ step: 1 }, { step: 3 }, { step: 1000 }],
  draws: ['lambda', 'pair']
})
