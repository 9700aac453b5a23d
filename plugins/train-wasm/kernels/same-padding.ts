import type { Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core'
import { backend_util } from '@tensorflow/tfjs-core'
import { fail } from '../../../core/errors.js'
import type { TrainingKernel } from './kernel.js'

/** Layers of tfjs give none where they mean 1. */
interface Attributes extends Omit<Conv2DAttrs, 'dilations'> {
  readonly dilations?: number | [number, number] | null
}

type Shape = [number, number, number, number]

/**
 * A convolution of tfjs, with padding `same` told in numbers. XNNPACK, which works it out by itself
 * in tfjs 4.22, counts below 0 where an axis needs none and the filter is smaller than its stride,
 * and then reads from somewhere else.
 */
function convolution (name: string, depthwise: boolean, fused: boolean): TrainingKernel {
  return {
    name,
    run: (given, own) => {
      if (own === undefined) throw fail('BACKEND', 'wasm', `has no kernel "${name}"`)
      const attrs = given.attrs as Attributes
      if (attrs.pad !== 'same') return own(given)
      const { strides, dilations, dimRoundingMode } = attrs
      const [x, filter] = [given.inputs.x, given.inputs.filter] as [TensorInfo, TensorInfo]
      const { top, bottom, left, right } = backend_util.computeConv2DInfo(x.shape as Shape,
        filter.shape as Shape, strides, dilations ?? 1, 'same', dimRoundingMode, depthwise).padInfo
      const pad = [[0, 0], [top, bottom], [left, right], [0, 0]]
      return own({ ...given, attrs: { ...attrs, pad } })
    },
    trial: {
      inputs: {
        x: { values: [1, 2, 3, 4], shape: [1, 2, 2, 1] },
        filter: { values: [1, 1], shape: [1, 2, 1, 1] }
      },
      attrs: {
        strides: [2, 2],
        pad: 'same',
        dilations: [1, 1],
        dataFormat: 'NHWC',
        ...fused ? { activation: 'linear' } : {}
      },
      expected: [3]
    }
  }
}

export const samePadding: readonly TrainingKernel[] = [
  convolution('Conv2D', false, false), convolution('FusedConv2D', false, true),
  convolution('DepthwiseConv2dNative', true, false), convolution('FusedDepthwiseConv2D', true, true)
]
