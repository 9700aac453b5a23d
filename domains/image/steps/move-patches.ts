import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { takeRows } from '../../../core/index.js'
import { addStep } from '../brushes.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * Patches of a grid that fills the image, moved: place p of piece i shows patch `from[i, p]`,
     * and nothing (0) where that is -1.
     */
    'move-patches': { readonly grid: readonly number[], readonly from: Int32Array }
  }
}

const side = z.int().check(z.gte(1))

/** Patches become rows of smaller pictures, so that moving them is one `takeRows`. */
export const movePatches = addStep('move-patches', {
  parameters: z.strictObject({
    grid: z.tuple([side, side]),
    from: z.custom<Int32Array>(list => list instanceof Int32Array, 'must be an Int32Array')
  }),
  run (x, parameters) {
    const { grid: [down, across], from } = parameters as { grid: number[], from: Int32Array }
    const [size, height, width, channels] = x.shape
    const each = down * across
    const patch = [height / down, width / across, channels]
    const split = tf.reshape(x, [size, down, patch[0], across, patch[1], channels])
    const patches = tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4, 5]), [-1, ...patch])
    const moved = takeRows(patches, from.map((source, place) =>
      Math.floor(place / each) * each + Math.max(0, source)))
    const seen = tf.tensor4d(Float32Array.from(from, source => Number(source >= 0)),
      [from.length, 1, 1, 1])
    const laid = tf.reshape(tf.mul(moved, seen), [size, down, across, ...patch])
    return tf.reshape(tf.transpose(laid, [0, 1, 3, 2, 4, 5]), x.shape)
  },
  onRow ({ data, shape: [height, width, channels] }, parameters, piece) {
    const { grid: [down, across], from } = parameters as { grid: number[], from: Int32Array }
    const [tall, wide] = [height / down, width / across]
    const moved = data.slice()
    for (let place = 0; place < down * across; place++) {
      const source = from[piece * down * across + place]
      for (let line = 0; line < tall; line++) {
        const start = (patch: number): number =>
          ((Math.floor(patch / across) * tall + line) * width + patch % across * wide) * channels
        const to = start(place)
        if (source < 0) moved.fill(0, to, to + wide * channels)
        else moved.set(data.subarray(start(source), start(source) + wide * channels), to)
      }
    }
    return moved
  }
})
