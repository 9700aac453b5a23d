import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, HostArray, PoolReader } from '../../../core/index.js'
import { isTensor } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'

/** Real numbers on the host. */
export type HostReal = HostArray<Float32Array | Float64Array>

/** The rows of a data set: on the host, all with as many rows. */
export interface DataSetRows {
  /** `[rows, features]`, `[rows, time, channels]` … */
  readonly x: HostReal
  /** `[rows]` or `[rows, d]`. */
  readonly y: HostReal
  /** How much every row counts, at least 0. */
  readonly weight?: HostReal
  /** Whom every row belongs to. */
  readonly group?: Int32Array
}

/** Rows of a data set. The tensor belongs to the caller. */
export interface DataSetBatch extends Batch<Tensor> {
  readonly x: Tensor
  readonly y: HostArray<Float64Array>
  readonly weight?: HostArray<Float64Array>
  readonly group?: Int32Array
}

/**
 * A data set: all of its rows are a pool, from which batches are taken. `mix.batches(set, { size
 * })` goes through it, and partners come from the whole of it.
 */
export interface DataSet extends PoolReader<DataSetBatch>, DataSetRows {
  /** How many rows. */
  readonly size: number
}

/**
 * A data set of rows on the host: a table, a series cut into windows, or any tensor with real
 * targets.
 *
 * @throws INPUT for parts with other numbers of rows, and for numbers that are missing
 */
export function dataSet ({ x, y, weight, group }: DataSetRows): DataSet {
  const size = rowsOf('x', x, 2)
  const parts = { y, ...weight && { weight } }
  for (const [name, part] of Object.entries(parts)) sameRows(name, rowsOf(name, part, 1), size)
  if (group !== undefined) sameRows('group', group.length, size)
  return {
    size, x, ...parts, ...group && { group },
    facts: { size, numbers: y, x },
    take: rows => {
      const { data, shape } = taken(x, rows)
      return {
        x: tf.tensor(Float32Array.from(data), [...shape], 'float32'),
        y: taken(y, rows),
        ...weight && { weight: taken(weight, rows) },
        ...group && { group: rows.map(row => group[row]) }
      }
    }
  }
}

/** Some rows, in doubles. */
export function taken ({ data, shape }: HostReal, index: Int32Array): HostArray<Float64Array> {
  const width = data.length / shape[0]
  const rows = new Float64Array(index.length * width)
  index.forEach((row, i) => { rows.set(data.subarray(row * width, (row + 1) * width), i * width) })
  return { data: rows, shape: [index.length, ...shape.slice(1)] }
}

function rowsOf (name: string, part: HostReal, rank: number): number {
  const { data, shape } = Object(part) as Partial<HostReal>
  const cells = Array.isArray(shape) ? shape.reduce<number>((size, side) => size * side, 1) : NaN
  if (isTensor(part) || !(data instanceof Float32Array || data instanceof Float64Array) ||
    data.length !== cells || (shape as number[]).length < rank) {
    throw fail('INPUT', 'dataSet', name,
      `must be { data, shape } of rank ${rank} or more, with a Float32Array or Float64Array`, part)
  }
  if (cells === 0) throw fail('EMPTY_BATCH', 'dataSet', name)
  const bad = data.findIndex(each => !Number.isFinite(each))
  if (bad < 0) return (shape as number[])[0]
  const row = Math.floor(bad / (cells / (shape as number[])[0]))
  throw fail('INPUT', 'dataSet', name, `must hold finite numbers; row ${row} does not`, data[bad])
}

function sameRows (name: string, got: number, size: number): void {
  if (got !== size) throw fail('INPUT', 'dataSet', name, `must have ${size} rows, as "x"`, got)
}
