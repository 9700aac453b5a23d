import { flip } from '../../../core/index.js'
import { maskmix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'

export const entry = mixerEntry('image/maskmix', maskmix, {
  options: [
    { patch: 1 }, { patch: 2 },
    { patch: 5, alpha: 0.4, progressive: false, pairing: flip() }, {}
  ],
  goldens: ['maskmix_pal'],
  draws: ['ratio', 'cells', 'pair'],
  exemptions: [{
    property: 'target-shares', when: ({ patch }) => patch === 2 || patch === 5,
    reason: 'patches that the border cuts count as whole ones'
  }]
})
