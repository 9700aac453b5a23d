import type {
  DepthwiseConv2dNativeBackpropFilterAttrs, DepthwiseConv2dNativeBackpropInputAttrs
} from '@tensorflow/tfjs-core'
import { backend_util } from '@tensorflow/tfjs-core'
import { depthwiseFilterGradient, depthwiseInputGradient } from '../depthwise.js'
import { geometryOf } from '../geometry.js'
import { floatKernel } from './kernel.js'

type Images = [number, number, number, number]

/**
 * The gradient of `tf.depthwiseConv2d` with respect to its filter, `[height, width, in,
 * multiplier]`. Unlike tfjs' cpu kernel it heeds dilations.
 */
export const depthwiseBackpropFilter = floatKernel<DepthwiseConv2dNativeBackpropFilterAttrs>(
  'DepthwiseConv2dNativeBackpropFilter', ['x', 'dy'],
  (room, [x, dy], { strides, dilations, pad, dimRoundingMode, filterShape }) => {
    const geometry = geometryOf(backend_util.computeConv2DInfo(
      x.shape as Images, filterShape, strides, dilations, pad, dimRoundingMode, true
    ))
    return depthwiseFilterGradient('DepthwiseConv2dNativeBackpropFilter', room, x, dy, geometry,
      filterShape)
  }
)

/** The gradient of `tf.depthwiseConv2d` with respect to its input. It heeds dilations too. */
export const depthwiseBackpropInput = floatKernel<DepthwiseConv2dNativeBackpropInputAttrs>(
  'DepthwiseConv2dNativeBackpropInput', ['dy', 'filter'],
  (room, [dy, filter], { strides, dilations, pad, dimRoundingMode, inputShape }) => {
    const geometry = geometryOf(backend_util.computeConv2DInfo(
      inputShape, filter.shape as Images, strides, dilations, pad, dimRoundingMode, true
    ))
    return depthwiseInputGradient('DepthwiseConv2dNativeBackpropInput', room, dy, filter, geometry,
      inputShape)
  }
)
