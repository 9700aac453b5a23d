import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray } from '../contract/index.js'
import { fail } from '../errors.js'
import { checkOptions } from './check-options.js'
import { allFinite } from './all-finite.js'
import { blendLive, checkMaskShape } from './blend-live.js'
import { paintCells } from './cells.js'
import { MIXED, checkLength, checkRows, checkSameRow } from './check.js'
import type { MaskCover } from './covered-cells.js'
import { coveredCells, reorderedMasks } from './covered-cells.js'
import { reordered } from './combine-rows.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverAttributes, OverOptions } from './over.js'
import { checkOver, laidOver, outputsOf, toBase, toSource } from './over.js'
import { baseOf, matrix, pick, product } from './rows.js'

/** A mask on the host, `[n or 1, a1, …, ak]`: each cell is seen by `data / of`, 1 if absent. */
export interface HostMask extends HostArray<Float32Array | Uint8Array> { readonly of?: number }

/** What a kernel gets as attributes. */
export type BlendMaskAttributes = MaskCover & OverAttributes

/**
 * Kernel `RemixtureBlendMask`: inputs `base` and `source`, float32, or any dtype that is copied
 * where every share is 0 or 1.
 */
export const blend: Operation<BlendMaskAttributes> = defineOperation({
  name: 'blendMask',
  compose: ([from, source], attributes) => {
    checkFinite(attributes.data)
    const base = baseOf(from, attributes.base.rows)
    const width = product(base.shape.slice(attributes.shape.length))
    const all = matrix(source, width)
    const parts = coveredCells(attributes, base.shape[0]).map(({ into, from, share }) => {
      return { into, share, paint: pick(all, from) }
    })
    return paintCells(base, width, parts)
  },
  gradient: (dy, attributes) => [
    () => toBase(dy, attributes, blend),
    () => toSource(dy, attributes, blend, (all, order) => ({
      ...all,
      masks: reorderedMasks(all, order),
      coefficient: reordered(all.coefficient, order)
    }))
  ]
})

/**
 * Blends a source in by a mask: `out[i] = base[i] · (1 - c·m) + c·m · source[rows[i]]`, where the
 * cells of `m` serve all that lies behind them (the channels of a pixel). FMix, GridMix, …
 *
 * Differentiable with respect to `base`, `source`, and a mask or coefficient that is a tensor.
 * A cell that a host mask hides takes no part, and one that it shows wholly is a copy: what is not
 * seen may be infinite or not a number. A mask held by a tensor is not read, so there 0 times
 * infinity is not a number.
 *
 * @param base - float32 `[n, a1, …, ak, ...rest]`; int32 and bool too where nothing is mixed
 * @param source - `[m, a1, …, ak, ...rest]` of the same dtype
 * @param mask - shares 0 … 1: a float32 tensor `[n or 1, a1, …, ak]`, or numbers on the host
 * @returns as `base`, or as many rows as `baseRows` names
 * @throws TENSOR for shapes that do not fit, rows out of range, numbers that are not finite
 */
export function blendMask<T extends Tensor> (
  base: T, source: T, mask: Tensor | HostMask, options: OverOptions = {}
): T {
  const who = 'blendMask'
  checkOver(base, source, who, 1)
  checkOptions(mask, who, 'mask')
  checkOptions(options, who)
  if (mask instanceof tf.Tensor) {
    checkSameRow(source, base, who, 'source')
    return blendLive(base, source, mask, options, who)
  }
  const attributes = { data: mask.data, of: mask.of ?? 1, shape: mask.shape }
  checkMask(attributes, base, outputsOf(base, options), who)
  return tf.tidy(() => {
    const over = laidOver(base, source, options, who)
    return blend([base, over.source], { ...attributes, ...over.attributes }) as T
  })
}

function checkMask (
  { data, of, shape }: Required<HostMask>, base: Tensor, outputs: number, who: string
): void {
  if (!(data instanceof Float32Array || data instanceof Uint8Array)) {
    throw fail('TENSOR', who, 'mask.data', 'must be a Float32Array or a Uint8Array', data)
  }
  if (!(of > 0 && of < Infinity)) throw fail('TENSOR', who, 'mask.of', 'must be positive', of)
  if (!Array.isArray(shape)) throw fail('TENSOR', who, 'mask.shape', 'must be a list', shape)
  checkMaskShape(shape, base, outputs, who, 'mask.shape')
  checkLength(data, product(shape), who, 'mask.data')
  const mixes = base.dtype !== 'float32' && data.some(level => level !== 0 && level !== of)
  if (mixes) checkRows(base, who, 'base', { dtypes: MIXED })
}

/**
 * Refuses a mask with numbers that are not finite. Kernels do it, before they make anything: one
 * that reads the mask anyway finds out faster.
 *
 * @throws TENSOR
 */
export function checkFinite (data: Float32Array | Uint8Array): void {
  if (allFinite(data)) return
  const wrong = data.find(share => !Number.isFinite(share))
  throw fail('TENSOR', 'blendMask', 'mask.data', 'must be finite', wrong)
}
