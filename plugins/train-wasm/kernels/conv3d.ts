import type { Conv3DBackpropFilterV2Attrs, Conv3DBackpropInputV2Attrs } from '@tensorflow/tfjs-core'
import { backend_util } from '@tensorflow/tfjs-core'
import { filterGradient, inputGradient } from '../convolution.js'
import { geometryOf } from '../geometry.js'
import { floatKernel } from './kernel.js'

type Volumes = [number, number, number, number, number]

/**
 * The gradient of `tf.conv3d` with respect to its filter. tfjs 4.22 leaves pixels out where a
 * stride does not divide the input.
 */
export const conv3DBackpropFilter = floatKernel<Conv3DBackpropFilterV2Attrs>(
  'Conv3DBackpropFilterV2', ['x', 'dy'],
  (room, [x, dy], { strides, pad, filterShape }) => {
    const geometry = geometryOf(backend_util.computeConv3DInfo(
      x.shape as Volumes, filterShape, strides, 1, pad
    ))
    return filterGradient('Conv3DBackpropFilterV2', room, x, dy, geometry, filterShape)
  },
  {
    faster: true,
    trial: {
      inputs: {
        x: { values: [1, 2, 3], shape: [1, 1, 1, 3, 1] },
        dy: { values: [1, 10], shape: [1, 1, 1, 2, 1] }
      },
      attrs: { strides: [1, 1, 2], pad: 'valid', filterShape: [1, 1, 1, 1, 1] },
      expected: [31]
    }
  }
)

/**
 * The gradient of `tf.conv3d` with respect to its input. tfjs 4.22 misses planes of
 * the output.
 */
export const conv3DBackpropInput = floatKernel<Conv3DBackpropInputV2Attrs>(
  'Conv3DBackpropInputV2', ['dy', 'filter'],
  (room, [dy, filter], { strides, pad, inputShape }) => {
    const geometry = geometryOf(backend_util.computeConv3DInfo(
      inputShape, filter.shape as Volumes, strides, 1, pad
    ))
    return inputGradient('Conv3DBackpropInputV2', room, dy, filter, geometry, inputShape)
  },
  {
    faster: true,
    trial: {
      inputs: {
        dy: { values: [1, 10], shape: [1, 2, 1, 1, 1] },
        filter: { values: [3], shape: [1, 1, 1, 1, 1] }
      },
      attrs: { strides: [2, 1, 1], pad: 'valid', inputShape: [1, 3, 1, 1, 1] },
      expected: [3, 0, 30]
    }
  }
)
