import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core'
import { segmentSums } from '../../../core/tensor/kernels/wasm/segments.js'
import { roomIn } from '../room.js'
import type { TrainingKernel } from './kernel.js'

/** `tf.unsortedSegmentSum`: gathering and embeddings need it backwards. */
export const unsortedSegmentSum: TrainingKernel = {
  name: 'UnsortedSegmentSum',
  run: ({ inputs, attrs, backend }) => {
    const { numSegments } = attrs as UnsortedSegmentSumAttrs
    const [x, ids] = [inputs.x, inputs.segmentIds] as [TensorInfo, TensorInfo]
    return segmentSums(roomIn(backend), x, ids, numSegments)
  }
}
