import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../errors.js'
import { checkMatrix } from './check-matrices.js'
import type { Operation } from '../operation.js'
import { defineOperation } from '../operation.js'
import { checkTensor } from '../runtime.js'

/** Numbers that are laid out at a time where no kernel is fused. */
const AT_ONCE = 1 << 20

/** Kernel `RemixturePairDots`: inputs `x` float32 `[n, d]`, and int32 rows, `[p]` and `[p]`. */
export const pairs: Operation<object> = defineOperation({
  name: 'pairDots',
  compose: ([x, left, right]) => {
    const [count, each] = [left.size, Math.max(1, Math.floor(AT_ONCE / (x.shape[1] ?? 1)))]
    const parts: Tensor[] = []
    for (let first = 0; first < count; first += each) {
      const size = Math.min(each, count - first)
      parts.push(tf.tidy(() => tf.sum(tf.mul(rowsAt(x, left, first, size),
        rowsAt(x, right, first, size)), 1)))
    }
    return parts.length === 1 ? parts[0] : tf.concat(parts)
  }
})

function rowsAt (x: Tensor, rows: Tensor, first: number, size: number): Tensor {
  return tf.gatherND(x, tf.reshape(tf.slice(rows, [first], [size]), [size, 1]))
}

/**
 * Dot products of rows of one matrix by numbers that are on the device: `x[left[i]] · x[right[i]]`.
 * No row is laid out twice. Not differentiable: for rows through which no gradient flows.
 *
 * @param x - float32 `[n, d]`
 * @param left - int32 `[p]`, 0 … n - 1; on the device, so nothing looks whether it is
 * @param right - as `left`
 * @returns float32 `[p]`
 * @throws TENSOR for tensors of other shapes or dtypes
 */
export function pairDots (x: Tensor2D, left: Tensor1D, right: Tensor1D): Tensor1D {
  checkMatrix(x, 'pairDots', 'x')
  for (const [name, rows] of Object.entries({ left, right })) {
    checkTensor(rows, 'pairDots', name)
    if (rows.rank !== 1 || rows.dtype !== 'int32' || rows.size === 0 || rows.size !== left.size)
      throw fail('TENSOR', 'pairDots', name, 'must be int32 [pairs]', rows)
  }
  return pairs([x, left, right], {}) as Tensor1D
}
