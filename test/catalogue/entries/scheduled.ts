import { scheduled } from '../../../core/index.js'
import { cutmix } from '../../../domains/image/index.js'
import { compositionEntry } from '../entry.js'

interface Options { readonly from: number }

export const entry = compositionEntry<Options>('scheduled', scheduled, {
  make: ({ from }) => scheduled(cutmix, step =>
    step < from ? { alpha: 0.1 } : { alpha: 1, per: 'sample' as const }),
  options: [{ from: 0 }, { from: 2 }],
  draws: ['lambda', 'centerY', 'centerX', 'pair']
})
