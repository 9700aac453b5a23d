import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray, Plan, RealRows, Scene, Target } from '../contract/index.js'
import { fail } from '../errors.js'
import { toTensor } from '../paint/strength.js'
import type { Terms } from '../paint/terms.js'
import { settle } from '../paint/terms.js'
import { ruleTable } from '../plan/rules.js'
import { takeRows } from '../tensor/index.js'
import { encodeList, encodeTensor } from './encode.js'
import { mixHost } from './host.js'
import { outputCount, targetTerms } from './terms.js'
import { isTensor } from '../tensor/is-tensor.js'

/** An encoded label: soft labels `[rows, classes]` or numbers `[rows]`, float32. */
export type Soft = Tensor | HostArray<Float32Array>

/**
 * Labels: class indices, one-hot, soft and multi-hot rows, or real numbers. Their kind follows from
 * their type.
 *
 * - `number[]` or `Int32Array`, and int32 tensors `[rows]`: class indices; `classes` must be given.
 *   An index equal to `ignore` carries no target. Indices on the host are checked, those in a
 *   tensor are not read.
 * - float32, int32 or bool `[rows, classes]`: mixed as they are.
 * - `Float32Array`, `Float64Array` or float32 `[rows]`: real numbers, mixed linearly; class indices
 *   where `classes` is given, since tf.data batches these as float32.
 *
 * Smoothing comes before mixing. Under `targets: 'union'` a class is as present as in the part that
 * shows it most.
 */
export const label: Target<Soft> = {
  encode (value, scene) {
    return isTensor(value) ? encodeTensor(value, scene) : encodeList(value, scene)
  },

  labels (value, { settings }) {
    if (value instanceof Int32Array) return Int32Array.from(value)
    const indices = settings.classes !== undefined && Array.isArray(value) &&
      value.every(Number.isInteger)
    return indices ? Int32Array.from(value) : undefined
  },

  numbers: (value, scene) => isTensor(value) || scene.settings.classes !== undefined
    ? undefined
    : realRows(value, scene.size),

  mix: (plan, values, scene) => isTensor(values.batch)
    ? tf.tidy(() => mixChain(plan, values, scene) as Tensor)
    : mixChain(plan, values, scene)
}

/** Real targets as they are given. What is no sound label is found by `encode`. */
function realRows (value: unknown, size: number): RealRows | undefined {
  if (isReal(value)) return { data: value, shape: [value.length] }
  if (Array.isArray(value)) {
    const rows = value as readonly unknown[]
    const width = Array.isArray(rows[0]) ? rows[0].length : 0
    const even = rows.length === size && width > 0 &&
      rows.every(row => Array.isArray(row) && row.length === width)
    return even
      ? { data: Float64Array.from((rows as number[][]).flat()), shape: [size, width] }
      : undefined
  }
  const { data, shape } = Object(value) as Partial<HostArray>
  return isReal(data) && Array.isArray(shape) ? { data, shape } : undefined
}

function isReal (value: unknown): value is Float32Array | Float64Array {
  return value instanceof Float32Array || value instanceof Float64Array
}

/** A chain in which labels add up to a set is mixed plan by plan, any other one at once. */
function mixChain (
  { then, ...first }: Plan<Tensor>, values: Readonly<Record<string, Soft>>, scene: Scene
): Soft {
  if (then === undefined || !holdsUnion({ then, ...first }))
    return mixOnce(then === undefined ? first : { ...first, then }, values, scene)
  return mixChain(then, { ...values, batch: mixOnce(first, values, scene) }, scene)
}

function holdsUnion ({ targets, then }: Plan<Tensor>): boolean {
  return targets === 'union' || (then !== undefined && holdsUnion(then))
}

function mixOnce (
  plan: Plan<Tensor>, values: Readonly<Record<string, Soft>>, scene: Scene
): Soft {
  const terms = targetTerms(plan, ruleTable(scene.rules ?? {})).map(term => {
    const value = values[term.x] as Soft | undefined
    if (value !== undefined) return { ...term, x: value }
    throw fail('TARGET', scene.who, scene.target, `is missing in the pool "${term.x}"`)
  })
  const { batch } = values
  if (!isTensor(batch)) return mixHost(terms as Terms<HostArray<Float32Array>>, batch, plan)
  const tensors = terms as Terms
  const mixed = plan.targets === 'union'
    ? unionOf(tensors, plan.size, batch.shape.slice(1))
    : settle(tensors, outputCount(plan), batch.shape.slice(1))
  return tensors.some(({ x }) => x === mixed) ? tf.clone(mixed) : mixed
}

/** The largest of what the parts hold, whatever their weight. */
function unionOf (terms: Terms, size: number, row: readonly number[]): Tensor {
  const column = [size, ...row.map(() => 1)]
  return terms.reduce<Tensor>((most, { x, rows, strength }) => {
    const present = strength instanceof Float64Array
      ? toTensor(strength.map(weight => Number(weight > 0)))
      : tf.cast(tf.greater(strength, 0), 'float32')
    return tf.maximum(most, tf.mul(takeRows(x, rows), tf.reshape(present, column)))
  }, tf.zeros([size, ...row]))
}
