import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import type { Coefficient, HostCoefficient } from './check.js'
import { COPIED, MIXED, checkRows, checkSameRow, hostCoefficient, isLive, rowsOf } from './check.js'
import { combine, inverse } from './combine-rows.js'
import { mixRows } from './mix-rows.js'

/** How a source is laid over a base. */
export interface OverOptions {
  /** The row of the base that each output begins as; absent: row i for output i. */
  readonly baseRows?: Int32Array
  /** The row of the source that each output shows; absent: row i for output i. */
  readonly rows?: Int32Array
  /** How strongly it covers the base, of all outputs or of each; 1 if absent. */
  readonly coefficient?: Coefficient
}

/** The rows of a tensor that outputs show. */
export interface ShownRows {
  /** Absent: row i for output i. */
  readonly rows?: Int32Array
  /** How many rows the tensor has. */
  readonly count: number
}

/** The rows of a base and a source that outputs show, as attributes of a kernel. */
export interface ShownOver extends ShownRows {
  readonly base: ShownRows
  /** How many outputs. */
  readonly size: number
}

/** How a source is laid over a base, as attributes of a kernel. */
export interface OverAttributes extends ShownOver { readonly coefficient: HostCoefficient }

/** Checks a base and a source whose rows have one dtype. */
export function checkOver (base: Tensor, source: Tensor, who: string, rank: number): void {
  checkRows(base, who, 'base', { rank, dtypes: COPIED })
  checkRows(source, who, 'source', { rank, dtypes: COPIED })
  if (source.dtype !== base.dtype) {
    throw fail('TENSOR', who, 'source', `must be ${base.dtype}, as base`, source)
  }
}

/** How many outputs there are. */
export function outputsOf (base: Tensor, { baseRows }: OverOptions): number {
  return baseRows instanceof Int32Array ? baseRows.length : base.shape[0]
}

/** Checks the rows that outputs show. */
export function shownOver (
  base: Tensor, source: Tensor, { rows, baseRows }: OverOptions, who: string
): ShownOver {
  const size = outputsOf(base, { baseRows })
  const [count, baseCount] = [source.shape[0], base.shape[0]]
  return {
    rows: rowsOf(rows, source, size, who),
    count,
    base: { rows: rowsOf(baseRows, base, size, who, 'baseRows'), count: baseCount },
    size
  }
}

/** Checks rows and a coefficient that the host knows: other dtypes than float32 are not mixed. */
export function overAttributes (
  base: Tensor, source: Tensor, options: OverOptions, who: string
): OverAttributes {
  const known = hostCoefficient(options.coefficient, outputsOf(base, options), who)
  if (known !== 1) checkRows(base, who, 'base', { dtypes: MIXED })
  return { ...shownOver(base, source, options, who), coefficient: known }
}

/**
 * A source and how it is laid over a base. Where a tensor holds the coefficient, the source comes
 * with the base already mixed in, on the tape, and covers all that it is laid over.
 */
export function laidOver<T extends Tensor> (
  base: T, source: T, options: OverOptions, who: string
): { source: T, attributes: OverAttributes } {
  checkSameRow(source, base, who, 'source')
  const size = outputsOf(base, options)
  const { coefficient } = options
  if (!isLive(coefficient, size, who)) {
    return { source, attributes: overAttributes(base, source, options, who) }
  }
  checkRows(base, who, 'base')
  const shown = shownOver(base, source, options, who)
  const mixed = mixRows([
    { x: base, rows: shown.base.rows, coefficient: tf.sub<Tensor1D>(1, coefficient) },
    { x: source, rows: shown.rows, coefficient }
  ])
  return { source: mixed, attributes: { ...shown, rows: undefined, count: size, coefficient: 1 } }
}

/** One row of zeros for every output. */
function nothing (like: Tensor, size: number): { x: Tensor, shown: ShownRows } {
  const x = tf.zeros([1, ...like.shape.slice(1)])
  return { x, shown: { rows: new Int32Array(size), count: 1 } }
}

/** An operation that lays a source over a base, by attributes of its own. */
type Lay<Attributes> = (inputs: readonly [base: Tensor, source: Tensor], attributes: Attributes) =>
Tensor

/** The gradient of a base: that of the outputs, with nothing laid over it. */
export function toBase<Attributes extends ShownOver> (
  dy: Tensor, attributes: Attributes, lay: Lay<Attributes>
): Tensor {
  const { size, base } = attributes
  const { x, shown } = nothing(dy, size)
  const kept = lay([dy, x], { ...attributes, ...shown, base: { count: size } })
  return toRows(kept, base)
}

/**
 * The gradient of a source: that of the outputs, laid over nothing. Where every row is shown once,
 * outputs are made in the order of the rows.
 *
 * @param reorder - the attributes of outputs in another order
 */
export function toSource<Attributes extends ShownOver> (
  dy: Tensor, attributes: Attributes, lay: Lay<Attributes>,
  reorder: (attributes: Attributes, order: Int32Array) => Attributes
): Tensor {
  const { size, rows, count } = attributes
  const { x, shown } = nothing(dy, size)
  const order = rows === undefined ? undefined : inverse(rows, count)
  if (order !== undefined) {
    return lay([x, dy], { ...reorder(attributes, order), rows: order, count: size, base: shown })
  }
  const seen = lay([x, dy], { ...attributes, rows: undefined, count: size, base: shown })
  return toRows(seen, attributes)
}

/** The gradient of what outputs show, carried back to the rows that they show. */
function toRows (shown: Tensor, { rows, count }: ShownRows): Tensor {
  const size = shown.shape[0]
  return rows === undefined
    ? shown
    : combine([shown], { outputs: rows, coefficients: 1, size: count, count: size })
}
