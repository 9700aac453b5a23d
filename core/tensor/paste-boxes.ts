import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Corners } from './boxes.js'
import { boxCells, checkCorners, reorderedCorners } from './boxes.js'
import { inRows, paintCells, perCell } from './cells.js'
import { checkOptions } from './check-options.js'
import { checkSize } from './check.js'
import { reordered as inOrder } from './combine-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverAttributes, OverOptions } from './over.js'
import { checkOver, laidOver, outputsOf, toBase, toSource } from './over.js'
import { baseOf, matrix, pick } from './rows.js'

/** Half-open boxes `[n or 1, axes]` in cells, and how the source shows in them. */
export interface PasteBoxesOptions extends Corners, OverOptions {
  /** How many axes, counted after the first, the boxes have. */
  readonly axes: number
}

/** What a kernel gets as attributes. */
export interface PasteBoxesAttributes extends Corners, OverAttributes {
  readonly axes: number
}

/**
 * Kernel `RemixturePasteBoxes`: inputs `base` and `source`, float32, or any dtype that is copied
 * where `coefficient` is 1.
 */
export const paste: Operation<PasteBoxesAttributes> = defineOperation({
  name: 'pasteBoxes',
  compose ([from, source], { axes, start, end, rows, coefficient, base: { rows: baseRows } }) {
    const base = baseOf(from, baseRows)
    const { width, perRow, into, counts } = boxCells(base.shape, axes, { start, end })
    const paint = pick(matrix(source, width), inRows(into, counts, rows, perRow))
    return paintCells(base, width, [{ into, paint, share: perCell(coefficient, counts) }])
  },
  gradient: (dy, attributes) => [
    () => toBase(dy, attributes, paste),
    () => toSource(dy, attributes, paste, reordered)
  ]
})

function reordered (attributes: PasteBoxesAttributes, order: Int32Array): PasteBoxesAttributes {
  const { axes, start, end, coefficient } = attributes
  return {
    ...attributes,
    start: reorderedCorners(start, axes, order),
    end: reorderedCorners(end, axes, order),
    coefficient: inOrder(coefficient, order)
  }
}

/**
 * Pastes boxes of a source: inside its box output i is `(1 - c) · base[i] + c · source[rows[i]]`,
 * elsewhere it is `base[i]`, bit for bit. CutMix (Yun et al., arXiv:1905.04899, eq. 1) on two axes;
 * spans are boxes on one axis, bands are boxes that are whole on the others.
 *
 * Differentiable with respect to `base`, `source` and a coefficient that is a tensor. What is
 * hidden takes no part: it may be infinite or not a number.
 *
 * @param base - float32 `[n, a1, …, a_axes, ...rest]`; int32 and bool too where nothing is mixed
 * @param source - `[m, a1, …, a_axes, ...rest]` of the same dtype
 * @param options - boxes on the first axes after the rows; an empty box changes nothing
 * @returns as `base`, or as many rows as `baseRows` names
 * @throws TENSOR for boxes that reach outside, rows out of range, coefficients that are not finite
 */
export function pasteBoxes<T extends Tensor> (base: T, source: T, options: PasteBoxesOptions): T {
  const who = 'pasteBoxes'
  checkOptions(options, who)
  const { axes, start, end } = options
  checkSize(axes, who, 'axes')
  checkOver(base, source, who, axes + 1)
  checkCorners({ start, end }, outputsOf(base, options), base.shape.slice(1, axes + 1), who)
  return tf.tidy(() => {
    const over = laidOver(base, source, options, who)
    return paste([base, over.source], { axes, start, end, ...over.attributes }) as T
  })
}
