import { supCon, viewLabels } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { entry, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'
import { inViews } from './views.js'

/** SupCon of views; without labels every row is a class of its own. */
export const supcon: Adapter = (inputs, params) => {
  const [size, views] = (inputs.features as GivenArray).shape
  const classes = numbers(inputs, 'labels')
  const labels = viewLabels(views, size).map(row => classes.length === 0 ? row : classes[row])
  return differentiated(inputs, ['features'], ({ features }) => supCon({
    embeddings: inViews(features), labels,
    temperature: numbers(params, 'temperature')[0],
    baseTemperature: numbers(params, 'baseTemperature')[0],
    ...entry(params, 'contrastMode') === 'one' && { anchorRows: size }
  }))
}
