import * as z from 'zod/mini'
import { addStep } from '../brushes.js'
import { reordered } from './cells.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** The mirror image along an axis, of the pieces whose entry of `which` is 1. */
    flip: { readonly axis: 'height' | 'width', readonly which: Uint8Array }
  }
}

/** Mirror images. */
export const flip = addStep('flip', {
  parameters: z.strictObject({
    axis: z.enum(['height', 'width']),
    which: z.custom<Uint8Array>(list => list instanceof Uint8Array, 'must be a Uint8Array')
  }),
  run (x, parameters) {
    const { axis, which } = parameters as { axis: 'height' | 'width', which: Uint8Array }
    const [size, height, width] = x.shape
    const [lines, length] = axis === 'height' ? [1, height] : [height, width]
    const from = new Int32Array(size * lines * length)
    for (let row = 0, k = 0; row < size; row++) {
      const turned = which[which.length === 1 ? 0 : row] === 1
      for (let line = 0; line < lines; line++, k += length) {
        for (let p = 0; p < length; p++) from[k + p] = k + (turned ? length - 1 - p : p)
      }
    }
    return reordered(x, axis === 'height' ? 2 : 3, from)
  },
  onRow ({ data, shape: [height, width, channels] }, parameters, piece) {
    const { axis, which } = parameters as { axis: 'height' | 'width', which: Uint8Array }
    if (which[which.length === 1 ? 0 : piece] === 0) return data
    const [count, length] = axis === 'height' ? [height, width * channels] : [width, channels]
    const mirrored = data.slice()
    for (let line = 0; line < data.length; line += count * length) {
      for (let k = 0; k < count; k++) {
        const from = line + (count - 1 - k) * length
        mirrored.set(data.subarray(from, from + length), line + k * length)
      }
    }
    return mirrored
  }
})
