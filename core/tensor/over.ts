import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import type { Coefficient, HostCoefficient } from './check.js'
import { COPIED, MIXED, checkRows, checkSameRow, hostCoefficient, isLive, rowsOf } from './check.js'
import { combine } from './combine-rows.js'
import { mixRows } from './mix-rows.js'

/** How a source is laid over a base. */
export interface OverOptions {
  /** The row of the source that each output shows; absent: row i for output i. */
  readonly rows?: Int32Array
  /** How strongly it covers the base, of all outputs or of each; 1 if absent. */
  readonly coefficient?: Coefficient
}

/** The rows of a source that outputs show, as attributes of a kernel. */
export interface ShownRows {
  /** Absent: row i for output i. */
  readonly rows?: Int32Array
  /** How many rows the source has. */
  readonly count: number
}

/** How a source is laid over a base, as attributes of a kernel. */
export interface OverAttributes extends ShownRows { readonly coefficient: HostCoefficient }

/** Checks a base and a source whose rows have one dtype. */
export function checkOver (base: Tensor, source: Tensor, who: string, rank: number): void {
  checkRows(base, who, 'base', { rank, dtypes: COPIED })
  checkRows(source, who, 'source', { rank, dtypes: COPIED })
  if (source.dtype !== base.dtype) {
    throw fail('TENSOR', who, 'source', `must be ${base.dtype}, as base`, source)
  }
}

/** Checks rows and a coefficient that the host knows: other dtypes than float32 are not mixed. */
export function overAttributes (
  base: Tensor, source: Tensor, { rows, coefficient }: OverOptions, who: string
): OverAttributes {
  const size = base.shape[0]
  const known = hostCoefficient(coefficient, size, who)
  if (known !== 1) checkRows(base, who, 'base', { dtypes: MIXED })
  return { rows: rowsOf(rows, source, size, who), coefficient: known, count: source.shape[0] }
}

/**
 * A source and how it is laid over a base. Where a tensor holds the coefficient, the source comes
 * with the base already mixed in, on the tape, and covers all that it is laid over.
 */
export function laidOver<T extends Tensor> (
  base: T, source: T, options: OverOptions, who: string
): { source: T, attributes: OverAttributes } {
  checkSameRow(source, base, who, 'source')
  const size = base.shape[0]
  const { rows, coefficient } = options
  if (!isLive(coefficient, size, who)) {
    return { source, attributes: overAttributes(base, source, options, who) }
  }
  checkRows(base, who, 'base')
  const mixed = mixRows([
    { x: base, coefficient: tf.sub<Tensor1D>(1, coefficient) },
    { x: source, rows: rowsOf(rows, source, size, who), coefficient }
  ])
  return { source: mixed, attributes: { coefficient: 1, count: size } }
}

/** What a gradient is carried back to a base by: nothing, laid over it. */
export function nothingOver (dy: Tensor): { source: Tensor, attributes: ShownRows } {
  const [size, ...row] = dy.shape
  return { source: tf.zeros([1, ...row]), attributes: { rows: new Int32Array(size), count: 1 } }
}

/** The gradient of what outputs show, carried back to the rows of the source. */
export function toSource (shown: Tensor, { rows, count }: ShownRows): Tensor {
  const size = shown.shape[0]
  return rows === undefined
    ? shown
    : combine([shown], { outputs: rows, coefficients: 1, size: count, count: size })
}
