import type { Tensor } from '@tensorflow/tfjs-core'
import type { HostArray, RealRows } from '../../core/index.js'
import { isTensor } from '../../core/index.js'

/** Images as points, for pairings by distance: those in tensors are read, as a user may. */
export function pixels (x: Tensor | HostArray<Float32Array>): RealRows {
  return isTensor(x) ? { data: x.dataSync<'float32'>(), shape: x.shape } : x
}
