import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray } from '../contract/index.js'
import { fail } from '../errors.js'
import { blendLive, checkMaskShape } from './blend-live.js'
import { paintCells } from './cells.js'
import type { HostCoefficient } from './check.js'
import { MIXED, checkRows, checkSameRow } from './check.js'
import type { Operation } from './operation.js'
import { defineOperation } from './operation.js'
import type { OverAttributes, OverOptions } from './over.js'
import { checkOver, laidOver, nothingOver, toSource } from './over.js'
import { matrix, pick } from './rows.js'

/** A mask on the host, `[n or 1, a1, …, ak]`: each cell is seen by `data / of`, 1 if absent. */
export interface HostMask extends HostArray<Float32Array | Uint8Array> { readonly of?: number }

/** What a kernel gets as attributes: `data / of` are shares `[n or 1, a1, …, ak]`. */
export interface BlendMaskAttributes extends OverAttributes {
  readonly data: Float32Array | Uint8Array
  readonly of: number
  readonly shape: readonly number[]
}

/**
 * Kernel `RemixtureBlendMask`: inputs `base` and `source`, float32, or any dtype that is copied where
 * every share is 0 or 1.
 */
const blend: Operation<BlendMaskAttributes> = defineOperation({
  name: 'blendMask',
  compose: ([base, source], attributes) => {
    const width = base.shape.slice(attributes.shape.length).reduce((product, length) => product * length, 1)
    const all = matrix(source, width)
    const parts = cellsOf(attributes, base.shape[0]).map(({ into, from, share }) => {
      return { into, share, paint: pick(all, from) }
    })
    return paintCells(base, width, parts)
  },
  gradient: (dy, attributes) => [
    () => {
      const nothing = nothingOver(dy)
      return blend([dy, nothing.source], { ...attributes, ...nothing.attributes })
    },
    () => {
      const shown = blend([tf.zerosLike(dy), dy], { ...attributes, rows: undefined, count: dy.shape[0] })
      return toSource(shown, attributes)
    }
  ]
})

/** Cells that are covered alike: what they are, where they look, and how strongly. */
interface Covered { readonly into: Int32Array, readonly from: Int32Array, readonly share: HostCoefficient }

/** The cells that are wholly covered, which are copied, and those that are mixed. */
function cellsOf (mask: BlendMaskAttributes, size: number): readonly Covered[] {
  const { data, of, shape, coefficient, rows } = mask
  const cells = data.length / shape[0]
  const shares = new Float64Array(size * cells)
  let copies = 0
  let mixes = 0
  for (let output = 0, k = 0; output < size; output++) {
    const strength = typeof coefficient === 'number' ? coefficient : coefficient[output]
    const first = shape[0] === 1 ? 0 : output * cells
    for (let cell = first; cell < first + cells; cell++, k++) {
      shares[k] = data[cell] / of * strength
      if (shares[k] === 1) copies++
      else if (shares[k] !== 0) mixes++
    }
  }
  const copied = { into: new Int32Array(copies), from: new Int32Array(copies), share: 1 }
  const mixed = { into: new Int32Array(mixes), from: new Int32Array(mixes), share: new Float64Array(mixes) }
  for (let k = shares.length - 1; k >= 0; k--) {
    if (shares[k] === 0) continue
    const output = Math.floor(k / cells)
    const from = rows === undefined ? k : k + (rows[output] - output) * cells
    if (shares[k] === 1) {
      copied.into[--copies] = k
      copied.from[copies] = from
    } else {
      mixed.into[--mixes] = k
      mixed.from[mixes] = from
      mixed.share[mixes] = shares[k]
    }
  }
  return [copied, mixed]
}

/**
 * Blends a source in by a mask: `out[i] = base[i] · (1 - c·m) + c·m · source[rows[i]]`, where the cells
 * of `m` serve all that lies behind them (the channels of a pixel). FMix, GridMix and the like.
 *
 * Differentiable with respect to `base`, `source`, and the mask and coefficient if tensors hold them.
 * A cell that a host mask hides takes no part, and one that it shows wholly is a copy: what is not
 * seen may be infinite or not a number. A mask held by a tensor is not read, so there 0 times
 * infinity is not a number.
 *
 * @param base - float32 `[n, a1, …, ak, ...rest]`; int32 and bool too where nothing is mixed
 * @param source - `[m, a1, …, ak, ...rest]` of the same dtype
 * @param mask - shares 0 … 1: a float32 tensor `[n or 1, a1, …, ak]`, or numbers on the host
 * @returns as `base`
 * @throws TENSOR for shapes that do not fit, rows out of range, numbers that are not finite
 */
export function blendMask<T extends Tensor> (
  base: T, source: T, mask: Tensor | HostMask, options: OverOptions = {}
): T {
  const who = 'blendMask'
  checkOver(base, source, who, 1)
  if (mask instanceof tf.Tensor) {
    checkSameRow(source, base, who, 'source')
    return blendLive(base, source, mask, options, who)
  }
  const attributes = { data: mask.data, of: mask.of ?? 1, shape: mask.shape }
  checkMask(attributes, base, who)
  return tf.tidy(() => {
    const over = laidOver(base, source, options, who)
    return blend([base, over.source], { ...attributes, ...over.attributes }) as T
  })
}

function checkMask ({ data, of, shape }: Required<HostMask>, base: Tensor, who: string): void {
  if (!(data instanceof Float32Array || data instanceof Uint8Array)) {
    throw fail('TENSOR', who, 'mask.data', 'must be a Float32Array or a Uint8Array', data)
  }
  if (!(of > 0 && of < Infinity)) throw fail('TENSOR', who, 'mask.of', 'must be a positive number', of)
  checkMaskShape(shape, base, who, 'mask.shape')
  const cells = shape.reduce((product, length) => product * length, 1)
  if (data.length !== cells) throw fail('TENSOR', who, 'mask.data', `must have ${cells} entries`, data)
  const wrong = (data as Float32Array).find(level => !Number.isFinite(level))
  if (wrong !== undefined) throw fail('TENSOR', who, 'mask.data', 'must be finite', wrong)
  const mixes = base.dtype !== 'float32' && data.some(level => level !== 0 && level !== of)
  if (mixes) checkRows(base, who, 'base', { dtypes: MIXED })
}
