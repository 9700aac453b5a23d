import type { TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import { fail } from '../../../errors.js'
import type { Heap } from './heap.js'

/**
 * Sums of rows by their segments, number by number, float32 or int32. Rows of segments outside of
 * 0 … `size` - 1 are left out.
 */
export function segmentSums (heap: Heap, x: TensorInfo, ids: TensorInfo, size: number): TensorInfo {
  checkSegments(x, ids)
  const [rows, ...row] = x.shape
  const length = util.sizeFromShape(row)
  const List = x.dtype === 'float32' ? Float32Array : Int32Array
  return heap.make('unsortedSegmentSum', [size, ...row], x.dtype, [], out => {
    const { buffer } = heap.memory
    const from = new List(buffer, heap.address(x), rows * length)
    const sums = new List(buffer, out, size * length).fill(0)
    new Int32Array(buffer, heap.address(ids), rows).forEach((segment, k) => {
      if (segment < 0 || segment >= size) return
      for (let i = 0; i < length; i++) sums[segment * length + i] += from[k * length + i]
    })
  })
}

/**
 * Checks that every row has a segment: without it a kernel would read what is no part of either.
 *
 * @throws TENSOR
 */
export function checkSegments (x: TensorInfo, ids: TensorInfo): void {
  const who = 'unsortedSegmentSum'
  if (x.dtype !== 'float32' && x.dtype !== 'int32')
    throw fail('TENSOR', who, 'x', 'must be float32 or int32', x)
  if (ids.shape.length !== 1 || ids.shape[0] !== x.shape[0])
    throw fail('TENSOR', who, 'segmentIds', `must have shape [${x.shape[0]}]`, ids.shape)
}
