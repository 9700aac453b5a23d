import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import type { Corners } from './boxes.js'
import { checkOptions } from './check-options.js'
import { COPIED, checkRows, checkSize } from './check.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import { matrix } from './rows.js'
import { sampling } from './sampling.js'
import { spreadParts } from './spread-resized.js'
import { takeRows } from './take-rows.js'

type Size = readonly [height: number, width: number]

/** What falls on what: the centres of cells, or the first and the last of them. */
export type Align = 'half-pixel' | 'corners'

/** What a kernel gets as attributes: sizes before and after. */
export interface ResizeAttributes { readonly from: Size, readonly to: Size, readonly align: Align }

/** Kernel `RemixtureResizeBilinear`: input `x`, float32 `[n, height, width, channels]`. */
export const resize: Operation<ResizeAttributes> = defineOperation({
  name: 'resizeBilinear',
  compose: ([x], { to, align }) =>
    tf.image.resizeBilinear(x as Tensor4D, [...to], align === 'corners', align === 'half-pixel'),
  // Not tfjs' own: it knows no half pixels, and on cpu (4.22) it exchanges height and width.
  gradient: (dy, { from, to, align }) => [() => {
    const [size, , , channels] = dy.shape
    const whole = (sides: Size): Corners =>
      ({ start: Int32Array.of(0, 0), end: Int32Array.of(...sides) })
    return spreadParts([dy], {
      ...whole(to),
      from: whole(from),
      resize: align === 'corners' ? 'bilinear-corners' : 'bilinear',
      coefficient: 1,
      size,
      count: size,
      base: { count: size },
      shape: [size, ...from, channels],
      canvas: to
    })
  }]
})

/**
 * Resizes images bilinearly, without antialiasing.
 *
 * Differentiable with respect to `x`, for any shape on every backend.
 *
 * @param x - float32 `[n, height, width, channels]`
 * @param size - the new `[height, width]`
 * @param options - `half-pixel`, the default, is torch's `align_corners=False`, `corners` its
 *   `align_corners=True`
 * @throws TENSOR for another rank, or a size that is no whole number of at least 1
 */
export function resizeBilinear (
  x: Tensor4D, size: Size, options: { readonly align?: Align } = {}
): Tensor4D {
  checkImages(x, size, 'resizeBilinear')
  checkOptions(options, 'resizeBilinear')
  const { align = 'half-pixel' } = options
  if (align !== 'half-pixel' && align !== 'corners') {
    throw fail('TENSOR', 'resizeBilinear', 'align', 'must be half-pixel or corners', align)
  }
  return resize([x], { from: [x.shape[1], x.shape[2]], to: [size[0], size[1]], align }) as Tensor4D
}

/**
 * Resizes images to the nearest cell above and left, ⌊position · from / to⌋: torch's `nearest`.
 *
 * Differentiable with respect to `x`.
 *
 * @param x - `[n, height, width, channels]`, float32, or int32 and bool, which are copied exactly
 * @param size - the new `[height, width]`
 * @throws TENSOR for another rank, or a size that is no whole number of at least 1
 */
export function resizeNearest (x: Tensor4D, size: Size): Tensor4D {
  checkImages(x, size, 'resizeNearest')
  const [n, height, width, channels] = x.shape
  return tf.tidy(() => {
    const rows = takeRows(matrix(x, width * channels), nearest(n, height, size[0]))
    const cells = takeRows(matrix(rows, channels), nearest(n * size[0], width, size[1]))
    return tf.reshape(cells, [n, ...size, channels])
  })
}

function nearest (before: number, from: number, to: number): Int32Array {
  const [{ at }] = sampling(from, to, 'nearest')
  const rows = new Int32Array(before * to)
  return rows.map((_, row) => Math.floor(row / to) * from + at[row % to])
}

function checkImages (x: Tensor4D, size: Size, who: string): void {
  checkRows(x, who, 'x', { rank: 4, dtypes: who === 'resizeNearest' ? COPIED : undefined })
  if (x.rank !== 4) throw fail('TENSOR', who, 'x', 'must be [n, height, width, channels]', x)
  if (!Array.isArray(size) || size.length !== 2)
    throw fail('TENSOR', who, 'size', 'must be [height, width]', size)
  checkSize(size[0], who, 'size[0]')
  checkSize(size[1], who, 'size[1]')
}
