import type { Tensor } from '@tensorflow/tfjs-core'
import { checkRows } from '../check.js'
import { combine } from '../combine-rows.js'
import type { Segments } from './groups.js'
import { groupsOf } from './groups.js'

/**
 * Sums of groups of rows; zero for a group without rows.
 *
 * Differentiable with respect to `x`, on wasm too.
 *
 * @param x - float32 `[n, ...row]`
 * @param segments - where groups end, or the group of every row
 * @returns float32 `[groups, ...row]`
 * @throws TENSOR for ends that do not rise to n, and for ids out of range or not n of them
 */
export function segmentSum<T extends Tensor> (x: T, segments: Segments): T {
  checkRows(x, 'segmentSum', 'x')
  const { ids, size } = groupsOf(segments, x.shape[0], 'segmentSum')
  return combine([x], { outputs: ids, coefficients: 1, size, count: x.shape[0] }) as T
}

/**
 * Means of groups of rows; zero for a group without rows, as torch-scatter has it.
 *
 * Differentiable with respect to `x`, on wasm too.
 *
 * @param x - float32 `[n, ...row]`
 * @param segments - where groups end, or the group of every row
 * @returns float32 `[groups, ...row]`
 * @throws TENSOR as `segmentSum`
 */
export function segmentMean<T extends Tensor> (x: T, segments: Segments): T {
  checkRows(x, 'segmentMean', 'x')
  const count = x.shape[0]
  const { ids, size } = groupsOf(segments, count, 'segmentMean')
  const counts = new Int32Array(size)
  for (const id of ids) counts[id]++
  const coefficients = Float64Array.from(ids, id => 1 / counts[id])
  return combine([x], { outputs: ids, coefficients, size, count }) as T
}
