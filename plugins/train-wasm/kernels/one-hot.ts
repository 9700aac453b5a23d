import type { OneHotAttrs, TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import { roomIn } from '../room.js'
import type { TrainingKernel } from './kernel.js'

/** `tf.oneHot`. tfjs 4.22 writes integers, whatever the dtype: as float32 they are all but 0. */
export const oneHot: TrainingKernel = {
  name: 'OneHot',
  run: ({ inputs, attrs, backend }) => {
    const indices = inputs.indices as TensorInfo
    const { depth, onValue, offValue, dtype } = attrs as OneHotAttrs
    const room = roomIn(backend)
    const count = util.sizeFromShape(indices.shape)
    return room.make('OneHot', [...indices.shape, depth], dtype, [], out => {
      const { buffer } = room.memory
      const hot = new Int32Array(buffer, room.address(indices), count)
      const List = dtype === 'float32' ? Float32Array : dtype === 'bool' ? Uint8Array : Int32Array
      const values = new List(buffer, out, count * depth).fill(offValue)
      hot.forEach((place, row) => {
        if (place >= 0 && place < depth) values[row * depth + place] = onValue
      })
    })
  },
  trial: {
    inputs: { indices: { values: [1], shape: [1], dtype: 'int32' } },
    attrs: { depth: 2, onValue: 1, offValue: 0, dtype: 'float32' },
    expected: [0, 1]
  }
}
