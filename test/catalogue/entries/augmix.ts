import { augmix, operationNames } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { operated, recoloured } from '../operated.js'

const photometric = ['autocontrast', 'posterize', 'brightness', 'sharpness'] as const

export const entry = mixerEntry('image/augmix', augmix, {
  options: [
    {},
    { operations: [...operationNames], severity: 5, fixedDepth: true, depth: 2, width: 2 },
    { operations: [...photometric], alpha: 0.5, consistency: true }
  ],
  goldens: ['augmix', 'augmix_ops'],
  draws: ['mixed', 'shares', 'depth', 'operation', 'level', 'flip'],
  exemptions: [...operated, ...recoloured],
  memory: 'host'
})
