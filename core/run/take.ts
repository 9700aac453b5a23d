import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, HostArray } from '../contract/index.js'
import type { Numbers } from '../paint/host-array.js'
import { isHostArray, kindOf } from '../paint/host-array.js'
import { takeRows } from '../tensor/index.js'
import { isTensor } from '../tensor/is-tensor.js'

/**
 * Rows of every entry of a batch.
 *
 * @param tensors - rows on the host are wanted as tensors
 * @returns nothing where an entry is of a kind whose rows only its domain knows
 */
export function takeBatch (batch: Batch, rows: Int32Array, tensors = false): Batch | undefined {
  const entries = Object.entries(batch).filter(([, value]) => value !== undefined)
  const taken = entries.map(([name, value]) =>
    [name, takeEntry(value, rows, tensors && name === 'x')] as const)
  return taken.some(([, value]) => value === undefined)
    ? undefined
    : Object.fromEntries(taken) as unknown as Batch
}

function takeEntry (value: unknown, rows: Int32Array, tensor: boolean): unknown {
  if (isTensor(value)) return takeRows(value, rows)
  if (isHostArray(value)) {
    const taken = takeHost(value, rows)
    return tensor ? asTensor(taken) : taken
  }
  if (Array.isArray(value)) return Array.from(rows, row => (value as unknown[])[row])
  if (!ArrayBuffer.isView(value) || !('length' in value)) return undefined
  const list = value as Float32Array
  const kind = list.constructor as new (length: number) => Float32Array
  const taken = new kind(rows.length)
  rows.forEach((row, r) => { taken[r] = list[row] })
  return taken
}

/** tfjs knows no doubles. */
function asTensor ({ data, shape }: HostArray<Numbers>): Tensor {
  return data instanceof Float64Array
    ? tf.tensor(Float32Array.from(data), [...shape], 'float32')
    : tf.tensor(data, [...shape])
}

function takeHost ({ data, shape }: HostArray<Numbers>, rows: Int32Array): HostArray<Numbers> {
  const width = shape.slice(1).reduce((product, side) => product * side, 1)
  const taken = new (kindOf(data))(rows.length * width)
  rows.forEach((row, r) => {
    taken.set(data.subarray(row * width, (row + 1) * width), r * width)
  })
  return { data: taken, shape: [rows.length, ...shape.slice(1)] }
}

/** How many rows an entry has; nothing for what has no rows of its own. */
export function rowsOf (value: unknown): number | undefined {
  if (isTensor(value)) return value.shape[0]
  if (isHostArray(value)) return value.shape[0]
  return (Object(value) as { length?: number }).length
}
