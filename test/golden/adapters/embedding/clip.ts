import type { Tensor2D } from '@tensorflow/tfjs-core'
import { clip as clipLoss, sigLip } from '../../../../domains/embedding/index.js'
import type { Adapter } from '../../adapter.js'
import { entry, renamed } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** CLIP and SigLIP, of rows of length 1 and learnt scales. */
export const clip: Adapter = (inputs, params) => {
  const options = renamed(params, { labelSmoothing: 'smoothing' })
  return differentiated(inputs, ['image', 'text', 'logitScale', 'logitBias'],
    ({ image, text, logitScale, logitBias }) => {
      const pairs = { image: image as Tensor2D, text: text as Tensor2D }
      return entry(params, 'loss') === 'siglip'
        ? sigLip({ ...pairs, logScale: logitScale as never, bias: (logitBias ?? 0) as never })
        : clipLoss({ ...pairs, ...options, logScale: logitScale as never })
    })
}
