import type { Tensor2D } from '@tensorflow/tfjs-core'
import { createMixer, parse, scripted, stringify } from '../../../../core/index.js'
import { embeddingExpansion as mixer, expansionTriplet } from
  '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** Embedding expansion and its triplet loss. */
export const embeddingExpansion: Adapter = (inputs, params) => {
  const labels = Int32Array.from(numbers(inputs, 'labels'))
  const normalize = entry<boolean>(params, 'l2norm') ?? true
  const mix = createMixer(mixer({ inner: numbers(params, 'nInner')[0], normalize }))
  const batch = { x: floats(inputs.embeddings as GivenArray) }
  const plan = parse(stringify(mix.plan(batch, { draws: scripted({}) })))
  return {
    expanded: mix.apply(batch, plan).x,
    ...differentiated(inputs, ['embeddings'], ({ embeddings }) => expansionTriplet({
      embeddings: embeddings as Tensor2D, labels, plan, margin: numbers(params, 'margin')[0],
      normalize: false
    }))
  }
}
