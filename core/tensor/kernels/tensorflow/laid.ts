import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { matrix, widthOf } from '../../rows.js'
import type { TensorflowBackend } from './backend.js'
import { gather, mulNoNan, select, spread } from './stock.js'

/** What a source shows: its rows, output by output. */
export function shown (
  backend: TensorflowBackend, source: Tensor, rows: Int32Array | undefined
): Tensor {
  return rows === undefined ? source : gather(backend, source, rows)
}

/** `view` where `mask` is 1, `base` elsewhere, both bit for bit; one entry a cell. */
export function copied (
  backend: TensorflowBackend, base: Tensor, view: Tensor, mask: Uint8Array
): Tensor {
  const width = base.size / mask.length
  const chosen = select(backend, mask, matrix(view, width), matrix(base, width))
  return tf.reshape(chosen, base.shape)
}

/** How strongly cells are covered, one number a cell: of one row if all are covered `alike`. */
export interface Shares { readonly data: Float64Array, readonly alike: boolean }

/**
 * `base · (1 - share) + view · share`. What is not seen takes no part: it may be infinite or not a
 * number.
 */
export function blended (
  backend: TensorflowBackend, base: Tensor, view: Tensor, { data, alike }: Shares
): Tensor {
  const width = (alike ? widthOf(base) : base.size) / data.length
  const length = alike ? widthOf(base) : width
  const factors = (share: (covered: number) => number): Tensor => alike
    ? tf.tensor2d(writtenOut(data, share, width), [1, length])
    : spread(backend, tf.tensor2d(Float32Array.from(data, share), [data.length, 1]), width)
  const kept = mulNoNan(backend, matrix(base, length), factors(share => 1 - share))
  const seen = mulNoNan(backend, matrix(view, length), factors(share => share))
  return tf.reshape(tf.add(kept, seen), base.shape)
}

/** A number for every cell as one for every number of a cell. */
function writtenOut (
  data: Float64Array, share: (covered: number) => number, width: number
): Float32Array {
  const numbers = new Float32Array(data.length * width)
  data.forEach((covered, cell) => {
    numbers.fill(share(covered), cell * width, (cell + 1) * width)
  })
  return numbers
}
