import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkCorners } from './boxes.js'
import { paintCells, perCell } from './cells.js'
import { checkOptions } from './check-options.js'
import { MIXED, checkRows, isLive, sameShape } from './check.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverOptions } from './over.js'
import { checkOver, outputsOf, overAttributes, toBase } from './over.js'
import { paste, pasteBoxes } from './paste-boxes.js'
import type { ResizedBoxes } from './resized-cells.js'
import { resizedCells } from './resized-cells.js'
import { keepingBase } from './reuse.js'
import { baseOf, matrix, pick, scale } from './rows.js'
import type { PasteResizedAttributes } from './spread-resized.js'
import { channels, spreadParts } from './spread-resized.js'

/** Boxes, the parts that show in them, and how they are laid over the base. */
export interface PasteResizedOptions extends ResizedBoxes, OverOptions {}

const RESIZES = ['nearest', 'bilinear', 'bilinear-corners']

/**
 * Kernel `RemixturePasteResized`: inputs `base` and `source`, float32, or any dtype that is copied
 * where `coefficient` is 1 and `resize` is `nearest`.
 */
export const pasteParts: Operation<PasteResizedAttributes> = defineOperation({
  name: 'pasteResized',
  compose ([from, source], attributes) {
    const base = baseOf(from, attributes.base.rows)
    const width = channels(base.shape)
    const { rows, coefficient } = attributes
    const { into, counts, looks } = resizedCells(attributes, base.shape, source.shape, rows)
    const all = matrix(source, width)
    const copies = looks.length === 1
    const [first, ...others] = looks.map(({ at, weights }) =>
      scale(pick(all, at), copies ? 1 : weights))
    const view = others.reduce((sum, look) => tf.add(sum, look), first)
    return paintCells(base, width, [{ into, paint: view, share: perCell(coefficient, counts) }])
  },
  gradient: (dy, attributes) => [
    () => toBase(dy, { ...attributes, axes: 2 }, paste),
    () => spreadParts([dy], attributes)
  ]
})

/**
 * Pastes parts of a source, resized: the box of output i shows the part `from` of
 * `source[rows[i]]`, made to fit, as `(1 - c) · base[i] + c · part`; elsewhere it is `base[i]`, bit
 * for bit. ResizeMix (Qin et al., arXiv:2012.11101) and others.
 *
 * Differentiable with respect to `base`, `source` and a coefficient that is a tensor.
 *
 * @param base - float32 `[n, height, width, ...rest]`; int32 and bool too where nothing is mixed
 * @param source - `[m, any height, any width, ...rest]` of the same dtype
 * @param options - boxes and parts `[n or 1, 2]`, half-open, in cells; an empty box changes
 *   nothing; `nearest` is torch's, `bilinear` its `align_corners=False` without antialiasing,
 *   `bilinear-corners` its `align_corners=True`
 * @returns as `base`, or as many rows as `baseRows` names
 * @throws TENSOR for boxes or parts that reach outside, an empty part for a box that is not empty,
 *   rows out of range, coefficients that are not finite
 */
export function pasteResized<T extends Tensor> (
  base: T, source: T, options: PasteResizedOptions
): T {
  const who = 'pasteResized'
  checkOver(base, source, who, 3)
  checkOptions(options, who)
  checkOptions(options.from, who, 'from')
  const { start, end, from, resize, coefficient } = options
  if (!sameShape(base.shape.slice(3), source.shape.slice(3))) {
    const allowed = `must have cells of shape [${base.shape.slice(3).join(', ')}]`
    throw fail('TENSOR', who, 'source', allowed, source)
  }
  if (!RESIZES.includes(resize)) {
    throw fail('TENSOR', who, 'resize', `must be ${RESIZES.join(', ')}`, resize)
  }
  const size = outputsOf(base, options)
  checkCorners({ start, end }, size, base.shape.slice(1, 3), who)
  checkCorners(from, size, source.shape.slice(1, 3), who, 'from.')
  checkParts(options, size, who)
  if (resize !== 'nearest') checkRows(base, who, 'base', { dtypes: MIXED })
  const live = isLive(coefficient, size, who)
  return tf.tidy(() => {
    const { rows, baseRows } = options
    const over = overAttributes(base, source, live ? { rows, baseRows } : options, who)
    const canvas = base.shape.slice(1, 3) as [number, number]
    const boxes = { start, end, from, resize, shape: source.shape, canvas }
    const paint = (): T => pasteParts([base, source], { ...boxes, ...over }) as T
    return live
      ? pasteBoxes(base, keepingBase(paint), { axes: 2, start, end, baseRows, coefficient })
      : paint()
  })
}

/** There is nothing to show in a box whose part is empty. */
function checkParts ({ start, end, from }: ResizedBoxes, size: number, who: string): void {
  const area = (low: Int32Array, high: Int32Array, i: number): number => {
    const k = low.length === 2 ? 0 : i * 2
    return (high[k] - low[k]) * (high[k + 1] - low[k + 1])
  }
  for (let i = 0; i < size; i++) {
    if (area(start, end, i) > 0 && area(from.start, from.end, i) === 0) {
      throw fail('TENSOR', who, 'from', 'must not be empty where the box is not', i)
    }
  }
}
