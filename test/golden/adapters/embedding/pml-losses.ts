import type { Tensor2D } from '@tensorflow/tfjs-core'
import {
  contrastive, multiSimilarity, ntXent, proxyAnchor, supCon, triplet
} from '../../../../domains/embedding/index.js'
import type { Adapter } from '../../adapter.js'
import { entry, numbers, renamed } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** The losses of pytorch-metric-learning, with its defaults. */
export const pmlLosses: Adapter = (inputs, params) => {
  const labels = Int32Array.from(numbers(inputs, 'labels'))
  const options = renamed(params, {
    posMargin: 'positiveMargin', negMargin: 'negativeMargin', alpha: 'alpha', beta: 'beta',
    base: 'base', temperature: 'temperature', margin: 'margin'
  })
  return differentiated(inputs, ['embeddings', 'proxies'], given => {
    const pairs = { embeddings: given.embeddings as Tensor2D, labels, ...options }
    switch (entry<string>(params, 'loss')) {
      case 'contrastive': return contrastive(pairs)
      case 'multiSimilarity': return multiSimilarity(pairs)
      case 'ntxent': return ntXent(pairs)
      case 'triplet': return triplet(pairs)
      case 'supcon': return supCon({ ...pairs, reducer: 'nonzero' })
      case 'proxyAnchor': return proxyAnchor({ ...pairs, proxies: given.proxies as Tensor2D })
      default: throw new Error(`no loss "${String(params.loss)}"`)
    }
  })
}
