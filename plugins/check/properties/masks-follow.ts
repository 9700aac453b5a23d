import * as tf from '@tensorflow/tfjs-core'
import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Layer, Plan } from '../../../core/index.js'
import { RemixtureError } from '../../../core/index.js'
import { levelsOf, pieceCount } from '../../../core/plan/columns.js'
import type { Shape } from '../batches.js'
import { CLASSES, maskIds } from '../batches.js'
import { property } from '../property.js'
import type { Tried } from '../property.js'
import { distance, read } from '../same.js'
import type { Trial } from '../trials.js'
import { carries, mixOf, trials } from '../trials.js'

type Numbers = Awaited<ReturnType<typeof read>>

/**
 * Where every pixel shows one pixel of one image, a mask of class ids keeps its type and shows the
 * class that is there in that image's mask; where a plan blends, it is refused. Soft masks are
 * blended as colours are.
 */
export const masksFollow = property(async function * (entry, options) {
  if (!carries(entry, 'mask')) return
  if (!carries(entry, 'mask', options)) {
    yield * refusal(entry, options)
    return
  }
  for (const trial of trials(entry, options)) {
    const { title, mix, shape, plan } = trial
    const { size, height, width } = shape
    const ids = maskIds(shape)
    const soft = tf.oneHot(tf.tensor(ids, [size, height, width], 'int32'), CLASSES)
    const mask = tf.cast(soft, 'float32')
    const mixed = mix.apply({ x: places(shape), mask }, plan)
    const painted = await read(mixed.x)
    const far = distance(await read(mixed.mask), blend(painted, ids))
    if (!(far <= 1e-6)) yield `a soft mask is ${far} from its colours at ${title}`
    yield * hardMasks(trial, ids, painted)
  }
})

/** A mixer that masks cannot follow says so at once. */
function * refusal (entry: Tried, options: unknown): Generator<string> {
  try {
    mixOf(entry, options, { targets: { mask: {} } })
    yield 'a mask that cannot follow is not refused when the mixer is made'
  } catch (error) {
    if (!(error instanceof RemixtureError) || error.code !== 'TARGET') throw error
  }
}

async function * hardMasks (
  { title, mix, shape, x, plan }: Trial, ids: Int32Array, soft: Numbers
): AsyncGenerator<string> {
  const { size, height, width } = shape
  const batch = { x, mask: tf.tensor(ids, [size, height, width], 'int32') }
  if (blends(plan)) {
    if (!isRefused(() => mix.apply(batch, plan))) yield `class ids are blended at ${title}`
    return
  }
  // Ids are never blended: of a part that is resized they show the nearest
  const painted = resizes(plan)
    ? await read(mix.apply({ x: places(shape) }, nearest(plan)).x)
    : soft
  const part = painted.find(value => value !== 0 && value !== 1)
  if (part !== undefined) yield `a pixel shows ${part} of a row, but no piece does, at ${title}`
  const { mask } = mix.apply(batch, plan)
  if (mask.dtype !== 'int32') yield `the mask becomes ${mask.dtype} at ${title}`
  const shown = await read(mask)
  for (let k = 0; k < shown.length; k++) {
    const place = painted.subarray(k * ids.length, (k + 1) * ids.length).indexOf(1)
    if (shown[k] !== ids[place])
      yield `pixel ${k} shows class ${shown[k]} and not ${ids[place]} at ${title}`
  }
}

/** A channel for every pixel of every row, 1 in its own. */
function places ({ size, height, width }: Shape): Tensor4D {
  const count = size * height * width
  return tf.reshape(tf.eye(count), [size, height, width, count])
}

function resizes ({ layers, then }: Plan): boolean {
  return layers.some(({ where }) => where?.kind === 'boxes' && where.from !== undefined) ||
    (then !== undefined && resizes(then))
}

/** The plan with every part that is resized shown by its nearest pixels. */
function nearest (plan: Plan): Plan {
  const layers = plan.layers.map((layer): Layer => layer.where?.kind === 'boxes'
    ? { ...layer, where: { ...layer.where, resize: 'nearest' } }
    : layer)
  return { ...plan, layers, ...plan.then === undefined ? {} : { then: nearest(plan.then) } }
}

/** Whether a plan says that some piece is seen in part. */
function blends ({ layers, size, then }: Plan): boolean {
  const partly = layers.some(layer => {
    const { coefficient = 1, where } = layer
    const shares = coefficient instanceof Float64Array ? [...coefficient] : [coefficient]
    const soft = where?.kind === 'mask' &&
      levelsOf(where, pieceCount(layer, size)).some(level => level !== 0 && level !== where.of)
    return soft || shares.some(share => share !== 0 && share !== 1)
  })
  return partly || (then !== undefined && blends(then))
}

function isRefused (call: () => unknown): boolean {
  try {
    call()
    return false
  } catch (error) {
    return error instanceof RemixtureError && error.code === 'TARGET'
  }
}

/** The class of every place, by how much of the place a pixel shows. */
function blend (painted: ArrayLike<number>, ids: Int32Array): Float64Array {
  const mixed = new Float64Array(painted.length / ids.length * CLASSES)
  for (let k = 0; k < painted.length; k++) {
    const place = k % ids.length
    mixed[(k - place) / ids.length * CLASSES + ids[place]] += painted[k]
  }
  return mixed
}
