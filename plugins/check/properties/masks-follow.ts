import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { RemixtureError } from '../../../core/index.js'
import { CLASSES, colours, maskIds } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import type { Trial } from '../trials.js'
import { carries, trials } from '../trials.js'

/**
 * Where every pixel shows one image, a mask of class ids keeps its type and shows the class of that
 * image's mask; where a plan blends, it is refused. Soft masks are blended as colours are.
 */
export const masksFollow = property(function * (entry, options) {
  if (!carries(entry, 'mask')) return
  for (const trial of trials(entry, options)) {
    const { title, mix, shape, plan } = trial
    const { size, height, width } = shape
    const ids = maskIds(shape)
    const painted = read(mix.apply({ x: colours(shape) }, plan).x)
    const soft = tf.oneHot(tf.tensor(ids, [size, height, width], 'int32'), CLASSES)
    const mask = tf.cast(soft, 'float32')
    const blended = read(mix.apply({ x: colours(shape), mask }, plan).mask)
    const far = distance(blended, blend(painted, read(mask), trial))
    if (!(far <= 1e-6)) yield `a soft mask is ${far} from its colours at ${title}`
    yield * hardMasks(trial, painted, ids)
  }
})

function * hardMasks (
  { title, mix, shape, plan }: Trial, painted: ArrayLike<number>, ids: Int32Array
): Generator<string> {
  const { size, height, width } = shape
  const outputs = painted.length / (size * height * width)
  const batch = {
    x: colours(shape), mask: tf.tensor(ids, [size, height, width], 'int32')
  }
  const hard = !blends(plan)
  if (!hard) {
    if (!isRefused(() => mix.apply(batch, plan))) yield `class ids are blended at ${title}`
    return
  }
  const soft = Array.from(painted).find(value => value !== 0 && value !== 1)
  if (soft !== undefined) yield `a pixel shows ${soft} of a row, but no piece does, at ${title}`
  const { mask } = mix.apply(batch, plan)
  if (mask.dtype !== 'int32') yield `the mask becomes ${mask.dtype} at ${title}`
  const shown = read(mask)
  const pixels = height * width
  for (let k = 0; k < outputs * pixels; k++) {
    const row = Array.from({ length: size }, (_, j) => painted[k * size + j]).indexOf(1)
    const id = ids[row * pixels + k % pixels]
    if (shown[k] !== id) yield `pixel ${k} shows class ${shown[k]} and not ${id} at ${title}`
  }
}

/** Whether a plan says that some piece is seen in part. */
function blends ({ layers, then }: Plan): boolean {
  const partly = layers.some(({ coefficient = 1 }) => {
    const shares = coefficient instanceof Float64Array ? [...coefficient] : [coefficient]
    return shares.some(share => share !== 0 && share !== 1)
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

/** `Σ colour j · mask j` of every pixel. */
function blend (
  painted: ArrayLike<number>, mask: ArrayLike<number>, { shape }: Trial
): Float64Array {
  const { size, height, width } = shape
  const pixels = height * width
  const count = painted.length / size
  return Float64Array.from({ length: count * CLASSES }, (_, k) => {
    const [at, id] = [Math.floor(k / CLASSES), k % CLASSES]
    let sum = 0
    for (let j = 0; j < size; j++) {
      sum += painted[at * size + j] * mask[(j * pixels + at % pixels) * CLASSES + id]
    }
    return sum
  })
}
