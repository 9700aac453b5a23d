import { rowLabels } from '../batches.js'
import { property } from '../property.js'
import { read } from '../same.js'
import { trials } from '../trials.js'
import { last } from './convex-weights.js'

/**
 * Odd batches, sides of any length and any number of channels: the outputs are float32 of the same
 * shape, a row each, and no pixel leaves the range of its batch unless weights are free.
 */
export const anyShape = property(async function * (entry, options) {
  for (const { title, mix, x, shape, plan } of trials(entry, options)) {
    const { size } = last(plan)
    const mixed = mix.apply({ x, label: rowLabels(shape.size) }, plan)
    const shown = [mixed.x.dtype, mixed.label.dtype, ...mixed.x.shape, ...mixed.label.shape]
    const wanted = ['float32', 'float32', size, ...x.shape.slice(1), size, shape.size]
    if (shown.join() !== wanted.join()) yield `gives ${shown.join()} at ${title}`
    const before = await read(x)
    const [low, high] = [Math.min(...before), Math.max(...before)]
    const range = entry.weights === 'free' ? Infinity : 1e-6
    const outside = (await read(mixed.x))
      .find(value => !(value >= low - range && value <= high + range))
    if (outside !== undefined) yield `a pixel is ${outside}, outside the batch, at ${title}`
  }
})
