import { conv2DBackpropFilter, conv2DBackpropInput } from './conv2d.js'
import { conv3DBackpropFilter, conv3DBackpropInput } from './conv3d.js'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-conv2d.js'
import type { TrainingKernel } from './kernel.js'
import { maxPool3D, maxPool3DGrad, maxPoolGrad } from './max-pool.js'
import { oneHot } from './one-hot.js'
import { resizeNearestNeighborGrad } from './resize-nearest.js'
import { samePadding } from './same-padding.js'
import { tile } from './tile.js'
import { unsortedSegmentSum } from './unsorted-segment-sum.js'

/** What training on wasm needs and tfjs 4.22 lacks, has wrong, or has slow. */
export const trainingKernels: readonly TrainingKernel[] = [
  conv2DBackpropFilter, conv2DBackpropInput, depthwiseBackpropFilter, depthwiseBackpropInput,
  unsortedSegmentSum, maxPoolGrad, maxPool3DGrad, resizeNearestNeighborGrad, conv3DBackpropFilter,
  conv3DBackpropInput, oneHot, tile, maxPool3D, ...samePadding
]
