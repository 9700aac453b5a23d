import type { Tensor } from '@tensorflow/tfjs-core'
import { checkIndex, checkRows, checkSize, isIdentity } from './check.js'
import { combine } from './combine-rows.js'

/**
 * Adds rows up where they belong: `out[i] = Σ updates[k]` over the k with `index[k] = i`, zero
 * where there are none. The transpose of `takeRows`.
 *
 * Differentiable with respect to `updates`.
 *
 * @param updates - float32 `[k, ...row]`
 * @param index - 0 … `size` - 1, one for each row
 * @returns float32 `[size, ...row]`
 * @throws TENSOR for an index out of range or of another length than `updates`
 */
export function scatterAddRows<T extends Tensor> (updates: T, index: Int32Array, size: number): T {
  const who = 'scatterAddRows'
  checkRows(updates, who, 'updates')
  checkSize(size, who, 'size')
  const count = updates.shape[0]
  checkIndex(index, size, who, 'index', count)
  const outputs = isIdentity(index, size) ? undefined : index
  return combine([updates], { outputs, coefficients: 1, size, count }) as T
}
