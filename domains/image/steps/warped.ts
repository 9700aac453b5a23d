import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { mixRows } from '../../../core/index.js'
import type { Fields } from './random-field.js'

/**
 * An image `[1, height, width, channels]` whose pixels are sought elsewhere: turned and scaled
 * about the middle, then moved, by fields over a grid; bilinear, and on the border beyond it.
 */
export function warped (
  x: Tensor, { down, right, rotation, scale }: Fields, grid: readonly number[]
): Tensor {
  if ([down, right, rotation, scale].every(field => field === undefined)) return x
  const [, height, width, channels] = x.shape
  const at = readerOf(grid, [height, width])
  const corners = Array.from({ length: 4 }, () => ({
    rows: new Int32Array(height * width), coefficient: new Float64Array(height * width)
  }))
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2]
  for (let y = 0, k = 0; y < height; y++) {
    for (let column = 0; column < width; column++, k++) {
      const angle = at(rotation, y, column)
      const size = Math.exp(at(scale, y, column))
      const [dy, dx] = [y - middleY, column - middleX]
      const [cos, sin] = [Math.cos(angle) * size, Math.sin(angle) * size]
      const toY = within(middleY + cos * dy + sin * dx + at(down, y, column) * height, height)
      const toX = within(middleX - sin * dy + cos * dx + at(right, y, column) * width, width)
      const [top, left] = [Math.floor(toY), Math.floor(toX)]
      const [low, near] = [toY - top, toX - left]
      corners.forEach(({ rows, coefficient }, corner) => {
        const [lower, righter] = [corner >> 1, corner & 1]
        rows[k] = Math.min(top + lower, height - 1) * width + Math.min(left + righter, width - 1)
        coefficient[k] = (lower === 1 ? low : 1 - low) * (righter === 1 ? near : 1 - near)
      })
    }
  }
  const pixels = tf.reshape(x, [height * width, channels])
  return tf.reshape(mixRows(corners.map(corner => ({ x: pixels, ...corner }))), x.shape)
}

function within (place: number, length: number): number {
  return Math.min(Math.max(place, 0), length - 1)
}

/**
 * Reads fields over a grid at a pixel, between the middles of its cells, as `resizeBilinear` does;
 * a field that is not there is 0.
 */
export function readerOf (
  [rows, columns]: readonly number[], [height, width]: readonly number[]
): (field: Float64Array | undefined, y: number, x: number) => number {
  const along = (cells: number, length: number): Array<readonly [number, number, number]> =>
    Array.from({ length }, (_, p) => {
      const place = within((p + 0.5) * cells / length - 0.5, cells)
      const low = Math.floor(place)
      return [low, Math.min(low + 1, cells - 1), place - low]
    })
  const [downs, acrosses] = [along(rows, height), along(columns, width)]
  return (field, y, x) => {
    if (field === undefined) return 0
    const [top, bottom, b] = downs[y]
    const [left, right, r] = acrosses[x]
    const upper = field[top * columns + left] * (1 - r) + field[top * columns + right] * r
    const lower = field[bottom * columns + left] * (1 - r) + field[bottom * columns + right] * r
    return upper * (1 - b) + lower * b
  }
}
