import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { RealRows } from '../../../core/index.js'
import { checkTensor, isTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/** Real targets of rows: on the host, which is preferred, or float32 on the device. */
export type RealLabels = RealRows | readonly number[] | Tensor

/**
 * Real targets of `size` rows.
 *
 * @throws INPUT for anything else than finite numbers, one row of them each; of those on the device
 *   the numbers are not looked at
 */
export function checkTargets (targets: unknown, size: number, who: string): RealRows | Tensor {
  const allowed = `must be finite numbers of ${size} rows, float32 where they are on the device`
  if (isTensor(targets)) {
    checkTensor(targets, who, 'targets')
    const { dtype, rank, shape: [count] } = targets
    if (dtype !== 'float32' || rank < 1 || rank > 2 || count !== size)
      throw fail('INPUT', who, 'targets', allowed, targets)
    return targets
  }
  if (Array.isArray(targets) && !targets.every(Number.isFinite))
    throw fail('INPUT', who, 'targets', allowed, targets)
  const rows = Array.isArray(targets) || ArrayBuffer.isView(targets)
    ? { data: Float64Array.from(targets as number[]), shape: [(targets as number[]).length] }
    : Object(targets) as Partial<RealRows>
  const { data, shape } = rows
  if (!(data instanceof Float32Array || data instanceof Float64Array) || !Array.isArray(shape))
    throw fail('INPUT', who, 'targets', allowed, targets)
  const [count, width = 1] = shape as readonly number[]
  if (shape.length > 2 || count !== size || data.length !== size * width ||
    !data.every(Number.isFinite)) throw fail('INPUT', who, 'targets', allowed, targets)
  return { data, shape: shape as readonly number[] }
}

/**
 * By how much the target of every row lies above that of every other, float32 `[n, n, k]`. Those of
 * the host are subtracted in doubles: 0 is only between the same.
 */
export function above (targets: RealRows | Tensor): Tensor3D {
  const [size, width = 1] = targets.shape
  if (isTensor(targets)) {
    const rows = tf.reshape(targets, [size, width])
    return tf.sub(tf.expandDims(rows, 1), tf.expandDims(rows, 0))
  }
  const { data } = targets
  const apart = Float32Array.from({ length: size * size * width }, (_, place) => {
    const [pair, k] = [Math.floor(place / width), place % width]
    return data[Math.floor(pair / size) * width + k] - data[pair % size * width + k]
  })
  return tf.tensor3d(apart, [size, size, width])
}
