import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { HostArray } from '../../../core/index.js'
import { isTensor, parseOptions } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import * as z from 'zod/mini'
import type { Rows } from '../batch.js'

/**
 * An affine map along the last axis of rows, and its inverse: `(x - shift) · matrix`. A diagonal is
 * one number a column.
 */
export interface ScaleNumbers {
  readonly kind: 'standard' | 'min-max' | 'whitening' | 'per-channel'
  readonly shift: readonly number[]
  readonly matrix: readonly number[]
  readonly inverse: readonly number[]
}

/** A step between the numbers of a table and those that are mixed or learned from. */
export interface Scale {
  /** Columns of a table or channels of a series: the length of the last axis. */
  readonly width: number
  /** The map, on tensors differentiable; a new tensor or array. */
  apply<X extends Rows> (x: X): X
  /** The way back, for predictions and for rows that are written. */
  invert<X extends Rows> (x: X): X
  /** Plain numbers, for `scaleOf`. */
  toJSON (): ScaleNumbers
}

const list = z.array(z.number())
const schema = z.object({
  kind: z.enum(['standard', 'min-max', 'whitening', 'per-channel']),
  shift: list, matrix: list, inverse: list
})

/**
 * The scale of some numbers: what `toJSON` gave.
 *
 * @throws OPTION for numbers that do not belong together
 */
export function scaleOf (numbers: ScaleNumbers): Scale {
  const { kind, shift, matrix, inverse } = parseOptions('scaleOf', schema, numbers)
  const width = shift.length
  for (const [name, each] of [['matrix', matrix], ['inverse', inverse]] as const) {
    if (width > 0 && (each.length === width || each.length === width * width)) continue
    throw fail('OPTION', 'scaleOf', name, `must hold ${width} or ${width * width} numbers`, each)
  }
  const back = times(shift.map(each => -each), matrix)
  return {
    width,
    apply: x => affine(x, back, matrix, kind),
    // z · inverse + shift
    invert: x => affine(x, shift, inverse, kind),
    toJSON: () => ({ kind, shift, matrix, inverse })
  }
}

/** `row · matrix` */
function times (row: ArrayLike<number>, matrix: readonly number[]): number[] {
  const width = row.length
  if (matrix.length === width) return Array.from(row, (value, k) => value * matrix[k])
  return Array.from({ length: width }, (_, k) =>
    Array.from(row).reduce((sum, value, j) => sum + value * matrix[j * width + k], 0))
}

/** `x · matrix + offset` along the last axis. */
function affine<X extends Rows> (
  x: X, offset: readonly number[], matrix: readonly number[], who: string
): X {
  const width = offset.length
  const { shape } = x
  if (shape.length === 0 || shape[shape.length - 1] !== width)
    throw fail('INPUT', who, 'x', `must have a last axis of ${width}`, x)
  return (isTensor(x) ? onDevice(x, offset, matrix) : onHost(x, offset, matrix)) as X
}

function onDevice (x: Tensor, offset: readonly number[], matrix: readonly number[]): Tensor {
  return tf.tidy(() => {
    const width = offset.length
    if (matrix.length === width) return tf.add(tf.mul(x, [...matrix]), [...offset])
    const flat = tf.reshape(x, [x.size / width, width])
    return tf.reshape(tf.add(tf.matMul(flat, tf.tensor2d([...matrix], [width, width])),
      [...offset]), x.shape)
  })
}

/** In doubles, whatever comes in; what comes out is of the same kind. */
function onHost (
  { data, shape }: HostArray, offset: readonly number[], matrix: readonly number[]
): HostArray {
  const width = offset.length
  const mapped = data instanceof Float64Array
    ? new Float64Array(data.length)
    : new Float32Array(data.length)
  for (let start = 0; start < data.length; start += width) {
    const row = Array.from({ length: width }, (_, k) => data[start + k])
    times(row, matrix).forEach((value, k) => { mapped[start + k] = value + offset[k] })
  }
  return { data: mapped, shape }
}
