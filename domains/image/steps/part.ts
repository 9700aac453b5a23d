import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import { addStep } from '../brushes.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    /** What lies in a box, `[y, x]`, in cells of the frame: rows as small as it. */
    part: { readonly start: readonly number[], readonly end: readonly number[] }
  }
}

const corner = z.tuple([z.int().check(z.gte(0)), z.int().check(z.gte(0))])

/** Parts of images, for what is done to a part alone. */
export const part = addStep('part', {
  parameters: z.strictObject({ start: corner, end: corner }),
  run (x, parameters, frame) {
    const { start, end } = parameters as Record<string, readonly number[]>
    const place = (edges: readonly number[]): number[] =>
      edges.map((edge, a) => Math.round(edge * x.shape[a + 1] / frame[a]))
    const [from, to] = [place(start), place(end)]
    const rest = x.shape.slice(3)
    return tf.slice(x, [0, ...from, ...rest.map(() => 0)],
      [x.shape[0], ...to.map((edge, a) => edge - from[a]), ...rest])
  }
})
