import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Layer, Plan } from '../../../core/index.js'
import { mixFeatures } from '../../../core/index.js'
import type { Shape } from '../batches.js'
import { images } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { trials } from '../trials.js'

const even: readonly Shape[] = [
  { size: 4, height: 8, width: 12, channels: 3 }, { size: 5, height: 14, width: 6, channels: 1 }
]

/** A map of half the size, mixed by a plan with even boxes, is the mixed picture, pooled. */
export const hiddenMapEvenBoxes = property(function * (entry, options) {
  for (const { title, mix, x, plan } of trials(entry, options, {}, even)) {
    const evened = evenBoxes(plan)
    const painted = pool(mix.apply({ x }, evened).x)
    const far = distance(read(mixFeatures(pool(x), evened)), read(painted))
    if (!(far <= 1e-6)) yield `the hidden map is ${far} from the pooled picture at ${title}`
  }
})

/** So it is for boxes with odd edges, by area, where the picture is the same all over a cell. */
export const hiddenMapOddBoxes = property(function * (entry, options) {
  for (const { title, mix, shape, plan } of trials(entry, options, {}, even)) {
    const hidden = images({ ...shape, height: shape.height / 2, width: shape.width / 2 }, 6)
    const painted = pool(mix.apply({ x: doubled(hidden) }, plan).x)
    const far = distance(read(mixFeatures(hidden, plan)), read(painted))
    if (!(far <= 1e-6)) yield `the hidden map is ${far} from the pooled picture at ${title}`
  }
})

function pool (x: Tensor4D): Tensor4D {
  return tf.avgPool(x, 2, 2, 'valid')
}

/** Every pixel as a cell of 2 × 2. */
function doubled (x: Tensor4D): Tensor4D {
  const [size, height, width, channels] = x.shape
  const cells = tf.tile(tf.reshape(x, [size, height, 1, width, 1, channels]), [1, 1, 2, 1, 2, 1])
  return tf.reshape(cells, [size, height * 2, width * 2, channels])
}

/** The plan with every edge moved to the next even pixel. */
function evenBoxes (plan: Plan): Plan {
  const layers = plan.layers.map((layer): Layer => layer.where?.kind === 'boxes'
    ? { ...layer, where: {
      ...layer.where,
      start: layer.where.start.map(edge => edge + edge % 2),
      end: layer.where.end.map(edge => edge + edge % 2)
    } }
    : layer)
  return { ...plan, layers, ...plan.then === undefined ? {} : { then: evenBoxes(plan.then) } }
}
