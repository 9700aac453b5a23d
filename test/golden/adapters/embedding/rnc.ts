import { rankNContrast } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'
import { inViews } from './views.js'

/** Rank-N-Contrast of views, targets of one number or several. */
export const rnc: Adapter = (inputs, params) => {
  const views = (inputs.features as GivenArray).shape[1]
  const { shape: [size, width = 1], data } = inputs.targets as GivenArray
  const targets = {
    data: Float64Array.from(Array.from({ length: views }, () => data).flat()),
    shape: [views * size, width]
  }
  return differentiated(inputs, ['features'], ({ features }) => rankNContrast({
    embeddings: inViews(features), targets, temperature: numbers(params, 'temperature')[0]
  }))
}
