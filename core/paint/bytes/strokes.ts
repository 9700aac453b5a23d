import type { HostArray, Layer, Plan } from '../../contract/index.js'
import { spansOf } from '../../plan/region.js'

/** Along every axis, half-open. */
export type Spans = ReadonlyArray<readonly [start: number, end: number]>

/** A layer that shows one row of a pool on every output, everywhere or in a box. */
export interface ByteStroke {
  readonly pool: Uint8Array
  readonly sum: boolean
  rowOf (output: number): number
  coefficientOf (output: number): number
  /** Absent: everywhere. */
  readonly boxOf?: (output: number) => Spans
}

/**
 * The layers of a plan as such strokes; nothing if it says more than they can.
 *
 * @param shape - of a row
 */
export function byteStrokes (
  plan: Plan<unknown>, pools: Readonly<Record<string, HostArray>>, shape: readonly number[]
): ByteStroke[] | undefined {
  const { frame, after = [], then, layers } = plan
  if (then !== undefined || after.length > 0) return undefined
  if (frame.some((length, a) => length !== shape[a]) || !staysInRange(plan)) return undefined
  const strokes = layers.map(layer => strokeOf(layer, plan, pools, shape))
  return strokes.every(stroke => stroke !== undefined) ? strokes : undefined
}

function strokeOf (
  layer: Layer<unknown>, { size, axes, frame }: Plan<unknown>,
  pools: Readonly<Record<string, HostArray>>, shape: readonly number[]
): ByteStroke | undefined {
  const { source = {}, outputs, view = [], where, blend = 'over' } = layer
  const { pool: name = 'batch', rows, rank } = source
  const pool = typeof name === 'string' ? pools[name] : undefined
  if (!(pool?.data instanceof Uint8Array) || String(pool.shape.slice(1)) !== String(shape)) return
  if (rank !== undefined || outputs !== undefined || view.length > 0) return
  if (blend !== 'over' && blend !== 'sum') return
  if (rows === undefined ? pool.shape[0] !== size : !isColumn(rows, size)) return
  if (where !== undefined && (where.kind !== 'boxes' || where.from !== undefined)) return
  const shares = listed(layer)
  if (shares === undefined) return
  return {
    pool: pool.data,
    sum: blend === 'sum',
    rowOf: output => rows === undefined ? output : (rows as Int32Array)[output],
    coefficientOf: output => shares[shares.length === 1 ? 0 : output],
    ...where === undefined ? {} : { boxOf: output => spansOf(where, output, axes, frame) }
  }
}

function isColumn (rows: unknown, size: number): boolean {
  return rows instanceof Int32Array && rows.length === size
}

/** The coefficients of a layer, if they are listed. */
function listed ({ coefficient = 1 }: Layer<unknown>): Float64Array | undefined {
  if (typeof coefficient === 'number') return Float64Array.of(coefficient)
  return coefficient instanceof Float64Array ? coefficient : undefined
}

/**
 * Whether no byte can overflow: every layer is over what is there, by a share, or all are sums
 * whose shares make 1 at most.
 */
function staysInRange ({ layers }: Plan<unknown>): boolean {
  const shares = layers.map(layer => listed(layer) ?? Float64Array.of(NaN))
  if (shares.some(each => each.some(share => !(share >= 0 && share <= 1)))) return false
  const added = shares.filter((_, i) => layers[i].blend === 'sum')
  return added.length === 0 || (added.length === layers.length &&
    added.reduce((sum, each) => sum + Math.max(...each), 0) <= 1 + 1e-9)
}
