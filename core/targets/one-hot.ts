import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray, Scene } from '../contract/index.js'
import { gatherUp } from '../tensor/rows.js'
import { smoothingLine } from './smoothing.js'

/** Class indices of the host, checked: what is not the index to ignore has a class. */
export interface Classes {
  readonly indices: ArrayLike<number>
  readonly classes: number
}

/** Class indices as soft labels on the host. */
export function listOneHot ({ indices, classes }: Classes, scene: Scene): HostArray<Float32Array> {
  const { ignore, smoothing } = scene.settings
  const { slope, offset } = smoothingLine(smoothing, classes)
  const data = new Float32Array(indices.length * classes)
  for (let row = 0; row < indices.length; row++) {
    if (indices[row] === ignore) continue
    if (offset !== 0) data.fill(offset, row * classes, (row + 1) * classes)
    data[row * classes + indices[row]] = slope + offset
  }
  return { data, shape: [indices.length, classes] }
}

/**
 * The same on the device. The host writes a number a row and not one a class: large arrays on the
 * host cost more than the numbers in them, when they are swept up.
 */
export function placeOneHot ({ indices, classes }: Classes, scene: Scene): Tensor {
  const { ignore } = scene.settings
  const rows = indices.length
  const [counts, places] = [new Float32Array(rows), new Int32Array(rows)]
  for (let row = 0; row < rows; row++) {
    const counted = indices[row] !== ignore
    counts[row] = Number(counted)
    places[row] = row * classes + (counted ? indices[row] : 0)
  }
  return tf.tidy(() => {
    const column = tf.tensor2d(counts, [rows, 1])
    const hard = tf.reshape(gatherUp(column, places, rows * classes), [rows, classes])
    return softened(hard, counts.includes(0) ? column : undefined, scene)
  })
}

/** Class indices in a tensor, which is not read: one that is no class, or is ignored, has none. */
export function tensorOneHot (indices: Tensor, classes: number, scene: Scene): Tensor {
  const { ignore } = scene.settings
  return tf.tidy(() => {
    // Not tf.oneHot: it refuses one class, and on wasm it knows no numbers but whole ones
    const all = tf.range(0, classes, 1, 'int32')
    const hard = tf.cast(tf.equal(tf.expandDims(indices, 1), all), 'float32')
    const counts = ignore === undefined
      ? undefined
      : tf.reshape(tf.cast(tf.notEqual(indices, ignore), 'float32'), [-1, 1])
    return softened(hard, counts, scene)
  })
}

/** @param counts - a column of 0 for rows that carry no target, and 1 for others */
function softened (hard: Tensor, counts: Tensor | undefined, scene: Scene): Tensor {
  const { slope, offset } = smoothingLine(scene.settings.smoothing, hard.shape[1] as number)
  const soft = offset === 0
    ? hard
    : tf.add(tf.mul(hard, slope + offset), tf.mul(tf.sub(1, hard), offset))
  return counts === undefined ? soft : tf.mul(soft, counts)
}
