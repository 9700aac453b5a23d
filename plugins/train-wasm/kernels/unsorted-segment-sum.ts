import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import { roomIn } from '../room.js'
import type { TrainingKernel } from './kernel.js'

/** `tf.unsortedSegmentSum`: gathering and embeddings need it backwards. */
export const unsortedSegmentSum: TrainingKernel = {
  name: 'UnsortedSegmentSum',
  run: ({ inputs, attrs, backend }) => {
    const x = inputs.x as TensorInfo
    const segmentIds = inputs.segmentIds as TensorInfo
    const { numSegments } = attrs as UnsortedSegmentSumAttrs
    const room = roomIn(backend)
    const [rows, ...row] = x.shape
    const length = util.sizeFromShape(row)
    const List = x.dtype === 'float32' ? Float32Array : Int32Array
    return room.make('UnsortedSegmentSum', [numSegments, ...row], x.dtype, [], out => {
      const { buffer } = room.memory
      const from = new List(buffer, room.address(x), rows * length)
      const sums = new List(buffer, out, numSegments * length).fill(0)
      new Int32Array(buffer, room.address(segmentIds), rows).forEach((segment, k) => {
        if (segment < 0 || segment >= numSegments) return
        for (let i = 0; i < length; i++) sums[segment * length + i] += from[k * length + i]
      })
    })
  }
}
