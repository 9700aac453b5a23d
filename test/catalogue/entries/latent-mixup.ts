import { latentMixup } from '../../../domains/audio/index.js'
import { mixerEntry } from '../entry.js'
import { pooled } from '../sounds.js'

export const entry = mixerEntry('audio/latent-mixup', latentMixup, {
  options: [{}, { probability: 1, beta: 2 }],
  goldens: ['bam_blm'],
  draws: ['mix', 'lambda'],
  pools: { first: ({ x }) => ({ x }), second: ({ x }) => ({ x }) },
  exemptions: [
    { property: 'batch-of-one', reason: 'codes of the pools are mixed, whoever is in the batch' },
    ...pooled
  ]
})
