import type {
  Conv2DBackpropFilterAttrs, Conv2DBackpropInputAttrs, TensorInfo
} from '@tensorflow/tfjs-core'
import { backend_util, getKernel } from '@tensorflow/tfjs-core'
import { filterGradient, inputGradient } from '../convolution.js'
import { geometryOf } from '../geometry.js'
import type { Room } from '../room.js'
import { floatKernel } from './kernel.js'

/** tfjs' own kernels know no dilation. */
interface Dilated { readonly dilations?: number | [number, number] }

const channelsLast = [0, 2, 3, 1]
const channelsFirst = [0, 3, 1, 2]

/** The gradient of `tf.conv2d` with respect to its filter, `[height, width, in, out]`. */
export const conv2DBackpropFilter = floatKernel<Conv2DBackpropFilterAttrs & Dilated>(
  'Conv2DBackpropFilter', ['x', 'dy'],
  (room, [x, dy], attributes) => {
    const { strides, pad, dilations = 1, dimRoundingMode, filterShape, dataFormat } = attributes
    const work = (x: TensorInfo, dy: TensorInfo): TensorInfo => {
      const geometry = geometryOf(backend_util.computeConv2DInfo(
        four(x.shape), filterShape, strides, dilations, pad, dimRoundingMode
      ))
      return filterGradient('Conv2DBackpropFilter', room, x, dy, geometry, filterShape)
    }
    if (dataFormat !== 'NCHW') return work(x, dy)
    return transposed(room, x, channelsLast, x => transposed(room, dy, channelsLast, dy =>
      work(x, dy)))
  }
)

/** The gradient of `tf.conv2d` with respect to its input; `tf.conv2dTranspose` is the same. */
export const conv2DBackpropInput = floatKernel<Conv2DBackpropInputAttrs & Dilated>(
  'Conv2DBackpropInput', ['dy', 'filter'],
  (room, [dy, filter], attributes) => {
    const { strides, pad, dilations = 1, dimRoundingMode, inputShape, dataFormat } = attributes
    const work = (dy: TensorInfo, shape: readonly number[]): TensorInfo => {
      const geometry = geometryOf(backend_util.computeConv2DInfo(
        four(shape), four(filter.shape), strides, dilations, pad, dimRoundingMode
      ))
      return inputGradient('Conv2DBackpropInput', room, dy, filter, geometry, shape)
    }
    if (dataFormat !== 'NCHW') return work(dy, inputShape)
    const last = channelsLast.map(axis => inputShape[axis])
    return transposed(room, dy, channelsLast, dy => {
      const dx = work(dy, last)
      try {
        return transpose(room, dx, channelsFirst)
      } finally {
        room.dispose(dx)
      }
    })
  },
  { faster: true }
)

function four (shape: readonly number[]): [number, number, number, number] {
  return shape as [number, number, number, number]
}

/** Works on a transposed tensor, which is gone afterwards. */
function transposed (
  room: Room, x: TensorInfo, order: readonly number[], work: (x: TensorInfo) => TensorInfo
): TensorInfo {
  const turned = transpose(room, x, order)
  try {
    return work(turned)
  } finally {
    room.dispose(turned)
  }
}

function transpose ({ backend }: Room, x: TensorInfo, perm: readonly number[]): TensorInfo {
  const { kernelFunc } = getKernel('Transpose', 'wasm')
  return kernelFunc({ inputs: { x }, backend, attrs: { perm: [...perm] } }) as TensorInfo
}
