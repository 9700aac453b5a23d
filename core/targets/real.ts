import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray, Scene, Target } from '../contract/index.js'
import { fail, show } from '../errors.js'
import { checkTensor } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'
import { label } from './label.js'

/** Encoded real targets, `[rows]` or `[rows, …]`: float32 on the device, doubles on the host. */
export type Real = Tensor | HostArray<Float64Array>

/**
 * Real numbers, `[rows]` or `[rows, …]`: what a regression predicts, and whatever else is mixed
 * linearly. Numbers in lists are numbers here, not class indices.
 *
 * - lists of numbers or of rows, `Float32Array`, `Float64Array` and `Int32Array` `[rows]`, and
 *   `{ data, shape }` of these: checked number by number, and mixed in double precision beside rows
 *   on the host;
 * - float32 and int32 tensors: mixed as they are, never read.
 */
export const real: Target<Real> = {
  encode (value, scene) {
    if (isTensor(value)) return encodeTensor(value, scene)
    const host = hostReal(value, scene)
    return scene.host ? host : tf.tensor(Float32Array.from(host.data), [...host.shape], 'float32')
  },

  numbers: (value, scene) => isTensor(value) ? undefined : listed(value, scene),

  // Labels are mixed in the precision they have: nothing in it asks what the numbers mean
  mix: label.mix as Target<Real>['mix']
}

function encodeTensor (value: Tensor, scene: Scene): Tensor {
  checkTensor(value, scene.who, scene.target)
  if (value.rank < 1 || !['float32', 'int32'].includes(value.dtype))
    throw wrong(scene, 'must be numbers [rows] or [rows, …], float32 or int32', value)
  if (value.shape[0] !== scene.size) throw wrongCount(value.shape[0], scene)
  return value.dtype === 'float32' ? value : tf.cast(value, 'float32')
}

/**
 * Real targets on the host, checked.
 *
 * @throws TARGET naming the row of a number that is missing or not finite
 */
export function hostReal (
  value: unknown, scene: Pick<Scene, 'who' | 'target' | 'size'>
): HostArray<Float64Array> {
  const { data, shape } = listed(value, scene)
  if (shape[0] !== scene.size) throw wrongCount(shape[0], scene)
  const width = data.length / shape[0]
  const bad = data.findIndex(number => !Number.isFinite(number))
  if (bad < 0) return { data, shape }
  throw wrong(scene, `must hold finite numbers; row ${Math.floor(bad / width)} does not`, data[bad])
}

type Where = Pick<Scene, 'who' | 'target'>

function listed (value: unknown, scene: Where): HostArray<Float64Array> {
  if (isNumbers(value)) return { data: doubles(value), shape: [value.length] }
  if (Array.isArray(value)) return listedRows(Array.from<unknown>(value), scene)
  const { data, shape } = Object(value) as Partial<HostArray>
  if (!isNumbers(data) || !Array.isArray(shape)) {
    throw wrong(scene, 'must be a list, a Float32Array, Float64Array or Int32Array, ' +
      '{ data, shape } with one of them, or a tensor', value)
  }
  const size = (shape as number[]).reduce((product, side) => product * side, 1)
  if (shape.length === 0 || size !== data.length)
    throw wrong(scene, `must have shape [rows, …] of its ${data.length} numbers`, shape)
  return { data: doubles(data), shape: shape as number[] }
}

function listedRows (rows: readonly unknown[], scene: Where): HostArray<Float64Array> {
  if (!rows.some(Array.isArray)) {
    const stranger = rows.findIndex(each => typeof each !== 'number')
    if (stranger >= 0) throw wrong(scene, `must hold numbers; row ${stranger} does not`,
      rows[stranger])
    return { data: Float64Array.from(rows as number[]), shape: [rows.length] }
  }
  const width = (rows.find(Array.isArray) as readonly unknown[]).length
  const ragged = rows.findIndex(row => !Array.isArray(row) || row.length !== width ||
    !row.every(each => typeof each === 'number'))
  if (ragged >= 0) throw wrong(scene, `must have rows of ${width} numbers`, rows[ragged])
  return { data: Float64Array.from(rows.flat() as number[]), shape: [rows.length, width] }
}

function isNumbers (value: unknown): value is Int32Array | Float32Array | Float64Array {
  return [Int32Array, Float32Array, Float64Array].some(kind => value instanceof kind)
}

/** Doubles are taken as they are: the targets of a million rows are not copied at every step. */
function doubles (numbers: Int32Array | Float32Array | Float64Array): Float64Array {
  return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers)
}

function wrongCount (got: number, scene: Pick<Scene, 'who' | 'target' | 'size'>): Error {
  return wrong(scene, `must have one entry for each of the ${scene.size} rows`, got)
}

function wrong ({ who, target }: Where, reason: string, got: unknown): Error {
  return fail('TARGET', who, target, `${reason}, got ${show(got)}`)
}
