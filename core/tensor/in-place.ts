import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import { checkCorners } from './boxes.js'
import { checkOptions } from './check-options.js'
import type { HostCoefficient } from './check.js'
import { COPIED, MIXED, checkIndex, checkRows, checkSize, hostCoefficient } from './check.js'
import { inverse } from './combine-rows.js'
import { inPlace } from './kernels/in-place.js'
import { mixRows } from './mix-rows.js'
import type { PasteBoxesOptions } from './paste-boxes.js'
import { paste } from './paste-boxes.js'
import { isRecording } from './reuse.js'
import { rest } from './rows.js'

/** Partners, and how strongly they are seen. */
export interface InPlaceOptions {
  /** The partner of every row: each row is the partner of one. */
  readonly rows: Int32Array
  /** How strongly it is seen, by all rows or each; 1 if absent. */
  readonly coefficient?: HostCoefficient
}

/** Boxes `[n or 1, axes]`, the partners that show in them, and how strongly. */
export interface PasteInPlaceOptions
  extends Pick<PasteBoxesOptions, 'axes' | 'start' | 'end'>, InPlaceOptions {}

/**
 * `mixRows` for loaders, into the memory of its input: `x[i] = (1 - c) · x[i] + c · x[rows[i]]`,
 * all from what the rows held before. timm's batch mode is the partner n - 1 - i.
 *
 * Not differentiable. Every tensor that shares the memory of `x` changes too: reshaped ones, what a
 * mixer keeps of it for its next step and, on cpu, clones.
 *
 * @param x - float32 `[n, ...row]`, on wasm or cpu
 * @returns x
 * @throws TENSOR for partners that are not all different; BACKEND on another backend, and where
 *   gradients are recorded
 */
export function mixRowsInPlace<T extends Tensor> (x: T, options: InPlaceOptions): T {
  const who = 'mixRowsInPlace'
  checkRows(x, who, 'x')
  const { rows, coefficient } = checkedPartners(x, options, who)
  inPlace(who).mix(x, { rows, coefficient }, () => mixRows([
    { x, coefficient: rest(coefficient) }, { x, rows, coefficient }
  ]))
  return x
}

/**
 * `pasteBoxes` for loaders, into the memory of its input: inside its box row i is
 * `(1 - c) · x[i] + c · x[rows[i]]`, all from what the rows held before. timm's batch mode of
 * CutMix is one box and the partner n - 1 - i.
 *
 * Not differentiable; as for `mixRowsInPlace`, tensors that share the memory of `x` change too.
 *
 * @param x - float32 `[n, a1, …, a_axes, ...rest]`, or int32 and bool where nothing is mixed; on
 *   wasm or cpu
 * @returns x
 * @throws TENSOR for boxes that reach outside, partners that are not all different; BACKEND on
 *   another backend, and where gradients are recorded
 */
export function pasteBoxesInPlace<T extends Tensor> (x: T, options: PasteInPlaceOptions): T {
  const who = 'pasteBoxesInPlace'
  checkRows(x, who, 'x', { dtypes: COPIED })
  const { rows, coefficient } = checkedPartners(x, options, who)
  const { axes, start, end } = options
  checkSize(axes, who, 'axes')
  const size = x.shape[0]
  checkRows(x, who, 'x', { rank: axes + 1, dtypes: coefficient === 1 ? COPIED : MIXED })
  checkCorners({ start, end }, size, x.shape.slice(1, axes + 1), who)
  const boxes = { axes, start, end, rows, coefficient }
  inPlace(who).paste(x, boxes, () =>
    paste([x, x], { ...boxes, size, count: size, base: { count: size } }))
  return x
}

function checkedPartners (
  x: Tensor, options: InPlaceOptions, who: string
): Required<InPlaceOptions> {
  checkOptions(options, who)
  if (isRecording()) {
    throw fail('BACKEND', tf.getBackend(), `records gradients, which ${who} has not`)
  }
  const { rows } = options
  const size = x.shape[0]
  checkIndex(rows, size, who, 'rows', size)
  if (inverse(rows, size) === undefined) {
    throw fail('TENSOR', who, 'rows', 'must name every row once', rows)
  }
  return { rows, coefficient: hostCoefficient(options.coefficient, size, who) }
}
