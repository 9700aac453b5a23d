import * as tf from '@tensorflow/tfjs-core'
import type { Convolution } from './shapes.js'

/** The gradients of a convolution, number by number. */
export interface Gradients { readonly dx: Float64Array, readonly dw: Float64Array }

/** Loops over everything that a convolution multiplies. */
export function gradients (
  { x: [batch, height, width, inChannels], filter: [rows, columns, , times], dy, strides, dilations,
    pad, x: shape, filter: filterShape }: Convolution,
  given: { x: Float32Array, w: Float32Array, dy: Float32Array }, depthwise: boolean
): Gradients {
  const { padInfo: { top, left } } = tf.backend_util.computeConv2DInfo(
    shape, filterShape, strides, dilations, pad, undefined, depthwise
  )
  const dx = new Float64Array(given.x.length)
  const dw = new Float64Array(given.w.length)
  const [, outHeight, outWidth, outChannels] = dy
  for (let b = 0; b < batch; b++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let ky = 0; ky < rows; ky++)
          for (let kx = 0; kx < columns; kx++) {
            const y = oy * strides[0] - top + ky * dilations[0]
            const x = ox * strides[1] - left + kx * dilations[1]
            if (y < 0 || y >= height || x < 0 || x >= width) continue
            for (let ci = 0; ci < inChannels; ci++)
              for (let k = 0; k < times; k++) {
                const out = depthwise ? ci * times + k : k
                const at = ((b * height + y) * width + x) * inChannels + ci
                const tap = ((ky * columns + kx) * inChannels + ci) * times + k
                const seen = given.dy[((b * outHeight + oy) * outWidth + ox) * outChannels + out]
                dx[at] += given.w[tap] * seen
                dw[tap] += given.x[at] * seen
              }
          }
  return { dx, dw }
}
