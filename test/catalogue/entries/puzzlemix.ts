import { flip } from '../../../core/index.js'
import { puzzlemix } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { moved } from '../moved.js'
import { gradient, pixels, saliency } from '../signals.js'

export const entry = mixerEntry('image/puzzlemix', puzzlemix, {
  options: [
    {},
    { transport: false, beta: 2, eta: 0.1 },
    { blocks: [1, 1], labels: 4, neighbours: 2, patch: 1 },
    {
      blocks: [1, 2], labels: 2, gamma: 0, transport: false, solver: 'swap', alpha: 0.3,
      pairing: flip()
    },
    {
      blocks: [1, 1], cost: 0.01, patch: 'cell', mean: [0.5], std: [0.25],
      adversarial: { probability: 0.5, epsilon: 8 }
    }
  ],
  goldens: ['puzzlemix'],
  draws: ['lambda', 'blocks', 'noise', 'partnerNoise', 'noiseShare', 'pair'],
  exemptions: [
    ...moved<{ transport?: boolean }>(({ transport }) => transport !== false),
    {
      property: 'gradient', reason: 'noise is cut at the range of images, where there is none',
      when: ({ adversarial }) => adversarial !== undefined
    },
    {
      property: 'host-equals-tensor',
      reason: 'noise is cut at 1, and bytes are compared with floats up to 255; ' +
        'test/image/puzzlemix compares them with floats up to 1',
      when: ({ adversarial }) => adversarial !== undefined
    },
    {
      property: 'any-shape', reason: 'noise and its range move pixels out of the batch',
      when: ({ adversarial }) => adversarial !== undefined
    },
    {
      property: 'batch-of-one', reason: 'noise changes an image that is mixed with itself',
      when: ({ adversarial }) => adversarial !== undefined
    }
  ],
  signals: { saliency, pixels, gradient }
})
