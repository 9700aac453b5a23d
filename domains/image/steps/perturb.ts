import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { addStep } from '../brushes.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /**
     * Every number moved by `size` up (2), down (0) or not at all (1) in the range 0 … 1, which it
     * does not leave; an image is that range less `mean`, by `std`, channel by channel.
     */
    perturb: {
      readonly signs: Uint8Array
      readonly size: number
      readonly mean: readonly number[]
      readonly std: readonly number[]
    }
  }
}

const channels = z.array(z.number())

/** An adversary's step against every image. */
export const perturb = addStep('perturb', {
  parameters: z.strictObject({
    signs: z.custom<Uint8Array>(list => list instanceof Uint8Array, 'must be bytes'),
    size: z.number().check(z.gte(0)),
    mean: channels,
    std: channels
  }),
  run (x, parameters) {
    const { signs, size, mean, std } = parameters as
      { signs: Uint8Array, size: number, mean: number[], std: number[] }
    const noise = tf.tensor(Float32Array.from(signs, sign => size * (sign - 1)), x.shape)
    const [centre, scale] = [tf.tensor1d(mean), tf.tensor1d(std)]
    const seen = tf.add(tf.mul(x, scale), centre)
    return tf.div(tf.sub(tf.clipByValue(tf.add(seen, noise), 0, 1), centre), scale)
  },
  onRow ({ data, white }, parameters, piece) {
    const { signs, size, mean, std } = parameters as
      { signs: Uint8Array, size: number, mean: number[], std: number[] }
    return Float32Array.from(data, (value, k) => {
      const [centre, scale] = [mean[k % mean.length], std[k % std.length]]
      const noise = size * (signs[piece * data.length + k] - 1)
      const seen = value / white * scale + centre + noise
      return (Math.min(Math.max(seen, 0), 1) - centre) / scale * white
    })
  },
  moves: () => false
})
