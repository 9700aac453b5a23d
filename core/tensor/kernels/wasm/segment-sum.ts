import type { KernelBackend, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../../../errors.js'
import { kernels } from './functions.js'
import { benchOf, bytesBehind } from './kernel.js'
import { checkSegments, segmentSums } from './segments.js'

/**
 * tfjs' own `UnsortedSegmentSum`, which its wasm backend (4.22) lacks: `tf.unsortedSegmentSum` runs
 * there, and `tf.gather` has a gradient. Ids outside of 0 … `numSegments` - 1 are left out.
 */
if (tf.getKernel('UnsortedSegmentSum', 'wasm') === undefined) {
  tf.registerKernel({
    kernelName: 'UnsortedSegmentSum',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const problem = kernels.problem(backend as KernelBackend)
      if (problem !== undefined) throw fail('BACKEND', 'wasm', problem)
      const { heap, segmentSum } = benchOf(backend as KernelBackend)
      const { x, segmentIds } = inputs as { x: Tensor, segmentIds: Tensor }
      const { numSegments } = attrs as unknown as { numSegments: number }
      if (x.dtype !== 'float32') return segmentSums(heap, x, segmentIds, numSegments)
      checkSegments(x, segmentIds)
      const [from, ids, count] = [heap.address(x), heap.address(segmentIds), segmentIds.shape[0]]
      const bytes = bytesBehind(x)
      return heap.make('unsortedSegmentSum', [numSegments, ...x.shape.slice(1)], 'float32', [],
        out => { segmentSum(out, from, ids, count, numSegments, bytes) })
    }
  })
}
