import type { Tensor2D, Variable } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { segmentMax, segmentMean, takeRows } from '../../core/index.js'
import { boundsOf, toPointcept, voxelsOf } from '../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../domains/pointcloud/index.js'

/** Sides of cells whose points see one another, in metres. */
const SIDES = [0.25, 0.75]
const WIDTH = 24

/** A batch as the network takes it: numbers of points, and who sees whom. */
export interface Points {
  /** Height, and the place within the cell of either side. */
  readonly features: Float32Array
  readonly labels: Int32Array
  /** The cell of every point, for either side, and how many there are. */
  readonly cells: ReadonlyArray<{ readonly ids: Int32Array, readonly size: number }>
  /** The scene of every point, and where scenes end. */
  readonly scene: Int32Array
  readonly ends: Int32Array
}

/** Puts scenes one after the other, as Pointcept does. */
export function pointsOf (clouds: readonly AnyCloud[]): Points {
  const { coord, columns, offset } = toPointcept(clouds)
  const count = coord.length / 3
  const scene = new Int32Array(count)
  offset.forEach((end, k) => scene.fill(k, k === 0 ? 0 : offset[k - 1], end))
  const features = new Float32Array(7 * count)
  const floors = clouds.map(({ coordinates }) => boundsOf(coordinates).low[2])
  for (let k = 0; k < count; k++) features[7 * k] = coord[3 * k + 2] - floors[scene[k]]
  const cells = SIDES.map((side, which) => {
    const ids = new Int32Array(count)
    let size = 0
    clouds.forEach(({ coordinates }, k) => {
      const { cells: places, inverse, first } = voxelsOf(coordinates, { size: side })
      const start = k === 0 ? 0 : offset[k - 1]
      inverse.forEach((cell, point) => {
        ids[start + point] = size + cell
        for (let axis = 0; axis < 3; axis++) {
          features[7 * (start + point) + 1 + 3 * which + axis] =
            coordinates[3 * point + axis] / side - places[3 * cell + axis] - 0.5
        }
      })
      size += first.length
    })
    return { ids, size }
  })
  return { features, cells, scene, ends: offset,
    labels: Int32Array.from(columns.segment.data, Number) }
}

/** Every point sees its cells, small and large, and its scene: the context. */
export interface Network {
  logits (points: Points): Tensor2D
  dispose (): void
}

export function network (classes: number, seed: number): Network {
  const weights: Variable[] = []
  const dense = (from: number, to: number): ((x: Tensor2D) => Tensor2D) => {
    const kernel = tf.variable(tf.randomNormal([from, to], 0, Math.sqrt(2 / from), 'float32',
      seed + weights.length))
    const bias = tf.variable(tf.zeros([to]))
    weights.push(kernel, bias)
    return x => tf.add(tf.matMul(x, kernel as unknown as Tensor2D), bias)
  }
  const [input, small, joined, large, wide, last] = [dense(7, WIDTH), dense(WIDTH, WIDTH),
    dense(2 * WIDTH, WIDTH), dense(WIDTH, WIDTH), dense(3 * WIDTH, WIDTH), dense(WIDTH, classes)]
  const seen = (x: Tensor2D, cells: Points['cells'][number], layer: typeof input): Tensor2D =>
    takeRows(tf.relu(layer(segmentMax(x, cells))), cells.ids)
  return {
    logits: ({ features, cells, scene, ends }) => {
      const x = tf.tensor2d(features, [scene.length, 7])
      const own = tf.relu(input(x))
      const near = tf.relu(joined(tf.concat([own, seen(own, cells[0], small)], 1)))
      const room = takeRows(segmentMean(near, { ends }), scene)
      const all = tf.concat([near, seen(near, cells[1], large), room], 1)
      return last(tf.relu(wide(all)))
    },
    dispose: () => { tf.dispose(weights) }
  }
}
