import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray, Scene } from '../contract/index.js'
import type { RemixtureError } from '../errors.js'
import { fail, show } from '../errors.js'
import { checkTensor } from '../tensor/index.js'
import type { Classes } from './one-hot.js'
import { listOneHot, placeOneHot, tensorOneHot } from './one-hot.js'
import { smoothingLine } from './smoothing.js'

/** Labels in a tensor as soft labels or numbers, float32. Nothing is read back. */
export function encodeTensor (value: Tensor, scene: Scene): Tensor {
  checkTensor(value, scene.who, scene.target)
  const { classes, smoothing } = scene.settings
  const kinds = value.rank === 1 ? ['float32', 'int32'] : ['float32', 'int32', 'bool']
  if (!kinds.includes(value.dtype) || value.rank < 1 || value.rank > 2) {
    throw wrong(scene, 'must be class indices or numbers [rows], or soft labels [rows, classes]',
      value)
  }
  if (value.shape[0] !== scene.size) throw wrongCount(value.shape[0], scene)
  if (value.rank === 1) {
    if (value.dtype === 'float32' && classes === undefined) return value
    const count = needClasses(value, classes, scene)
    return tf.tidy(() => tensorOneHot(tf.cast(value, 'int32'), count, scene))
  }
  checkWidth(value.shape[1] as number, value, scene)
  const { slope, offset } = smoothingLine(smoothing, value.shape[1] as number)
  return tf.tidy(() => {
    const float = value.dtype === 'float32' ? value : tf.cast(value, 'float32')
    return offset === 0 ? float : tf.add(tf.mul(float, slope), offset)
  })
}

/**
 * Labels in a list or a typed array as soft labels or numbers, float32, checked entry by entry: on
 * the host where the batch is, else in a tensor.
 */
export function encodeList (value: unknown, scene: Scene): HostArray<Float32Array> | Tensor {
  const { data, shape } = listed(value, scene)
  if (shape[0] !== scene.size) throw wrongCount(shape[0], scene)
  for (let k = 0; k < data.length; k++) {
    if (!Number.isFinite(data[k])) throw wrong(scene, 'must hold finite numbers only', data[k])
  }
  const { classes, smoothing } = scene.settings
  if (shape.length === 1 && (classes !== undefined || isIndices(value))) {
    const found = checkedClasses(data, scene)
    return scene.host ? listOneHot(found, scene) : placeOneHot(found, scene)
  }
  if (shape.length > 1) checkWidth(shape[1], shape, scene)
  const { slope, offset } = shape.length > 1
    ? smoothingLine(smoothing, shape[1])
    : { slope: 1, offset: 0 }
  const numbers = Float32Array.from(data, entry => entry * slope + offset)
  return scene.host ? { data: numbers, shape } : tf.tensor(numbers, [...shape], 'float32')
}

function checkWidth (width: number, got: unknown, scene: Scene): void {
  const { classes } = scene.settings
  if (classes !== undefined && width !== classes)
    throw wrong(scene, `must have ${classes} classes`, got)
  if (width === 0) throw wrong(scene, 'must have at least one class', got)
}

function checkedClasses (indices: ArrayLike<number>, scene: Scene): Classes {
  const { classes: given, ignore } = scene.settings
  const classes = needClasses(indices, given, scene)
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row]
    if (index === ignore || (Number.isInteger(index) && index >= 0 && index < classes)) continue
    throw wrong(scene,
      `must hold class indices from 0 to ${classes - 1}${
        ignore === undefined ? '' : ` or ${ignore}`
      }`, index)
  }
  return { indices, classes }
}

/** Whole numbers without a word of how many classes there are: indices all the same. */
function isIndices (value: unknown): boolean {
  const { data = value } = Object(value) as { data?: unknown }
  return data instanceof Int32Array || Array.isArray(data)
}

interface Listed { readonly data: ArrayLike<number>, readonly shape: readonly number[] }

function listed (value: unknown, scene: Scene): Listed {
  if (isNumbers(value)) return { data: value, shape: [value.length] }
  if (Array.isArray(value)) return listedRows(Array.from<unknown>(value), scene)
  const { data, shape } = Object(value) as Partial<HostArray>
  if (!isNumbers(data) || !Array.isArray(shape)) {
    throw wrong(scene, 'must be a list, a Float32Array, Float64Array or Int32Array, ' +
      '{ data, shape } with one of them, or a tensor', value)
  }
  const [rows, width = 1, ...rest] = shape as number[]
  if (rest.length > 0 || rows * width !== data.length)
    throw wrong(scene, `must have shape [rows] or [rows, classes] of its ${data.length} numbers`,
      shape)
  return { data, shape: shape as number[] }
}

function listedRows (rows: readonly unknown[], scene: Scene): Listed {
  if (!rows.some(Array.isArray)) return { data: rows as number[], shape: [rows.length] }
  const width = (rows.find(Array.isArray) as readonly unknown[]).length
  const ragged = rows.findIndex(row => !Array.isArray(row) || row.length !== width)
  if (ragged >= 0) throw wrong(scene, `must have rows of one length, ${width}`, rows[ragged])
  const data = rows.flatMap(row => Array.from(row as readonly number[]))
  return { data, shape: [rows.length, width] }
}

function isNumbers (value: unknown): value is Int32Array | Float32Array | Float64Array {
  return [Int32Array, Float32Array, Float64Array].some(kind => value instanceof kind)
}

function needClasses (value: unknown, classes: number | undefined, scene: Scene): number {
  if (classes !== undefined) return classes
  throw wrong(scene, 'holds class indices: say how many classes there are, ' +
    `targets: { ${scene.target}: { classes } }, or give numbers as a Float32Array`, value)
}

function wrongCount (got: number, scene: Scene): RemixtureError {
  return wrong(scene, `must have one entry for each of the ${scene.size} rows`, got)
}

function wrong ({ who, target }: Scene, reason: string, got: unknown): RemixtureError {
  return fail('TARGET', who, target, `${reason}, got ${show(got)}`)
}
