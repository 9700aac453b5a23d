import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Layer, Mask, Plan, Region } from '../../../core/index.js'
import { mixFeatures } from '../../../core/index.js'
import { levelsOf, pieceCount } from '../../../core/plan/columns.js'
import { cellAt } from '../../../core/plan/region.js'
import type { Shape } from '../batches.js'
import { images } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { trials } from '../trials.js'

const even: readonly Shape[] = [
  { size: 4, height: 8, width: 12, channels: 3 }, { size: 5, height: 14, width: 6, channels: 1 }
]

/** A map of half the size, mixed by a plan with even edges, is the mixed picture, pooled. */
export const hiddenMapEvenEdges = property(async function * (entry, options) {
  for (const { title, mix, x, plan } of trials(entry, options, {}, even)) {
    const evened = evenEdges(plan)
    const painted = pool(mix.apply({ x }, evened).x)
    const far = distance(await read(mixFeatures(pool(x), evened)), await read(painted))
    if (!(far <= 1e-6)) yield `the hidden map is ${far} from the pooled picture at ${title}`
  }
})

/** So it is for boxes with odd edges, by area, where the picture is the same all over a cell. */
export const hiddenMapOddEdges = property(async function * (entry, options) {
  for (const { title, mix, shape, plan } of trials(entry, options, {}, even)) {
    const hidden = images({ ...shape, height: shape.height / 2, width: shape.width / 2 }, 6)
    const painted = pool(mix.apply({ x: doubled(hidden) }, plan).x)
    const far = distance(await read(mixFeatures(hidden, plan)), await read(painted))
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

/** The plan with every edge moved to an even pixel. */
function evenEdges (plan: Plan): Plan {
  const layers = plan.layers.map(({ where, ...layer }): Layer => where === undefined
    ? layer
    : { ...layer, where: evenRegion(where, pieceCount(layer, plan.size), plan) })
  return { ...plan, layers, ...plan.then === undefined ? {} : { then: evenEdges(plan.then) } }
}

function evenRegion (where: Region, pieces: number, plan: Plan): Region {
  if (where.kind === 'boxes') {
    const even = (edges: Int32Array): Int32Array => edges.map(edge => edge + edge % 2)
    return { ...where, start: even(where.start), end: even(where.end) }
  }
  return where.kind === 'mask' ? evenMask(where, levelsOf(where, pieces), plan) : where
}

/** The mask with the level of its first pixel, to 1/255, all over each cell of 2 × 2. */
function evenMask (
  where: Mask, listed: Uint8Array | Float32Array, { axes, frame }: Plan
): Mask {
  const levels = Uint8Array.from(listed, level => Math.round(level / where.of * 255))
  const cells = where.grid.reduce((product, n) => product * n, 1)
  const lengths = where.axes.map(axis => frame[axes.indexOf(axis)])
  const at = where.axes.map((axis, a) => cellAt(where, axis, lengths[a]))
  const grid = lengths.map(length => length / 2)
  const size = grid.reduce((product, n) => product * n, 1)
  const evened = new Uint8Array(levels.length / cells * size)
  for (let k = 0; k < evened.length; k++) {
    let rest = k % size
    const position = grid.map((_, a) => {
      const inner = grid.slice(a + 1).reduce((product, n) => product * n, 1)
      const cell = Math.floor(rest / inner)
      rest %= inner
      return at[a](2 * cell)
    })
    const cell = position.reduce((index, p, a) => index * where.grid[a] + p, 0)
    evened[k] = levels[Math.floor(k / size) * cells + cell]
  }
  return { ...where, grid, levels: evened, of: 255, tiled: false }
}
