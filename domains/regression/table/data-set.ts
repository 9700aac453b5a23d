import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { Batch, BatchesOptions, DataSet, HostArray } from '../../../core/index.js'
import { Rng, count, isTensor, parseOptions } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { permutation } from '../../../core/random/discrete.js'

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

/** A batch of a data set, with the numbers of its rows. Its tensor belongs to the caller. */
export interface DataSetBatch extends Batch<Tensor> {
  readonly x: Tensor
  readonly y: HostArray<Float64Array>
  readonly weight?: HostArray<Float64Array>
  readonly group?: Int32Array
  /** Which rows of the data set these are. */
  readonly index: Int32Array
}

const options = z.object({
  size: count.default(64),
  epochs: count.default(1),
  seed: z.int('must be a whole number').default(0),
  ordered: z.boolean().default(false),
  full: z.boolean().default(false)
})

/**
 * A data set of rows on the host: a table, a series cut into windows, or any tensor with real
 * targets.
 *
 * @throws INPUT for parts with other numbers of rows, and for numbers that are missing
 */
export function dataSet ({ x, y, weight, group }: DataSetRows): DataSet<DataSetBatch> &
  DataSetRows {
  const size = rowsOf('x', x, 2)
  const parts = { y, ...weight && { weight } }
  for (const [name, part] of Object.entries(parts)) sameRows(name, rowsOf(name, part, 1), size)
  if (group !== undefined) sameRows('group', group.length, size)
  const targets = { ...parts, ...group && { group } }
  const pool = { x, ...targets }
  return {
    size, ...pool, pool,
    * batches (given: BatchesOptions = {}) {
      const { size: most, epochs, seed, ordered, full } = parseOptions('batches', options, given)
      for (let epoch = 0; epoch < epochs; epoch++) {
        const order = ordered
          ? Int32Array.from({ length: size }, (_, row) => row)
          : permutation(Rng(seed).fork('order', epoch), size)
        for (let start = 0; start < size; start += most) {
          const index = order.slice(start, start + most)
          if (!full || index.length === most) yield batchOf(pool, index)
        }
      }
    }
  }
}

/** Some rows as a batch. */
function batchOf ({ x, y, weight, group }: DataSetRows, index: Int32Array): DataSetBatch {
  const { data, shape } = taken(x, index)
  return {
    x: tf.tensor(Float32Array.from(data), [...shape], 'float32'),
    y: taken(y, index),
    ...weight && { weight: taken(weight, index) },
    ...group && { group: index.map(row => group[row]) },
    index
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
