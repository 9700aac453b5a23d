import { flip } from '../../../core/index.js'
import { patchMixing } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/patch-mixing', patchMixing, {
  options: [{ patch: 2 }, { patch: 3, ratio: [0.25, 0.75], pairing: flip() }, {}],
  goldens: ['patch_mixing'],
  draws: ['ratio', 'cells', 'pair']
})
