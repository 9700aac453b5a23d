import type { MaxPool3DAttrs, MaxPool3DGradAttrs, MaxPoolGradAttrs } from '@tensorflow/tfjs-core'
import { backend_util } from '@tensorflow/tfjs-core'
import { geometryOf } from '../geometry.js'
import { maxPool, maxPoolGradient } from '../pool.js'
import type { Trial } from './kernel.js'
import { floatKernel } from './kernel.js'

/** tfjs 4.22 finds no largest value among those that are not above 0. */
function trial (...depth: number[]): Trial {
  const size = [...depth, 1, 2]
  return {
    inputs: {
      dy: { values: [5, 7], shape: [1, ...depth, 1, 2, 1] },
      input: { values: [-1, -2, -4, -3], shape: [1, ...depth, 1, 4, 1] },
      output: { values: [-1, -3], shape: [1, ...depth, 1, 2, 1] }
    },
    attrs: { filterSize: size, strides: size, pad: 'valid' },
    expected: [5, 0, 0, 7]
  }
}

/** The gradient of `tf.maxPool`. */
export const maxPoolGrad = floatKernel<MaxPoolGradAttrs>(
  'MaxPoolGrad', ['dy', 'input'],
  (room, [dy, input], { filterSize, strides, pad, dimRoundingMode }) =>
    maxPoolGradient('MaxPoolGrad', room, dy, input, geometryOf(backend_util.computePool2DInfo(
      input.shape as [number, number, number, number], filterSize, strides, 1, pad, dimRoundingMode
    ))),
  { trial: trial() }
)

/** The gradient of `tf.maxPool3d`. */
export const maxPool3DGrad = floatKernel<MaxPool3DGradAttrs>(
  'MaxPool3DGrad', ['dy', 'input'],
  (room, [dy, input], { filterSize, strides, pad, dimRoundingMode }) =>
    maxPoolGradient('MaxPool3DGrad', room, dy, input, geometryOf(backend_util.computePool3DInfo(
      input.shape as [number, number, number, number, number], filterSize, strides, 1, pad,
      dimRoundingMode
    ))),
  { trial: trial(1) }
)

/** `tf.maxPool3d`. tfjs 4.22 takes 0 for the largest of values that are not above it. */
export const maxPool3D = floatKernel<MaxPool3DAttrs>(
  'MaxPool3D', ['x'],
  (room, [x], { filterSize, strides, pad, dimRoundingMode, dataFormat }) => {
    const info = backend_util.computePool3DInfo(
      x.shape as [number, number, number, number, number], filterSize, strides, 1, pad,
      dimRoundingMode, dataFormat)
    return maxPool('MaxPool3D', room, x, geometryOf(info), info.outShape)
  },
  {
    trial: {
      inputs: { x: { values: [-2, -1], shape: [1, 1, 1, 2, 1] } },
      attrs: { filterSize: [1, 1, 2], strides: [1, 1, 2], pad: 'valid', dataFormat: 'NDHWC' },
      expected: [-1]
    }
  }
)
