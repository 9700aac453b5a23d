import type { TensorInfo, TileAttrs } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import type { Room } from '../room.js'
import { roomIn } from '../room.js'
import type { TrainingKernel } from './kernel.js'

/** `tf.tile`, which normalisation needs backwards, a block at a time and not a number at a time. */
export const tile: TrainingKernel = {
  name: 'Tile',
  run: ({ inputs, attrs, backend }) => {
    const x = inputs.x as TensorInfo
    const { reps } = attrs as TileAttrs
    const room = roomIn(backend)
    const bytes = util.bytesPerElement(x.dtype)
    const shape = x.shape.map((length, axis) => length * reps[axis])
    return room.make('Tile', shape, x.dtype, [], out => {
      const from = room.address(x)
      fill(room, { shape: x.shape, reps, bytes, from, out })
    })
  },
  faster: true
}

interface Tiling {
  readonly shape: readonly number[]
  readonly reps: readonly number[]
  readonly bytes: number
  readonly from: number
  readonly out: number
}

/** From the last axis to the first: what is there already is repeated as one block. */
function fill (room: Room, { shape, reps, bytes, from, out }: Tiling): void {
  let size = bytes * util.sizeFromShape([...shape])
  const end = out + size * util.sizeFromShape([...reps])
  // Laid at the end, so that no block is written over before it has been read.
  room.repeatRows(end - size, from, 1, size, 1)
  let block = bytes
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    block *= shape[axis]
    if (reps[axis] === 1) continue
    room.repeatRows(end - size * reps[axis], end - size, size / block, block, reps[axis])
    size *= reps[axis]
    block *= reps[axis]
  }
}
