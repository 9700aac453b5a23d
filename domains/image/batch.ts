import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import type { Annotations, Batch, DenseMap, Domain, HostArray } from '../../core/index.js'
import { annotations, checkRows, isTensor, label, map, paintHost,
  paintRows } from '../../core/index.js'
import { brushes } from './brushes.js'
import { providers } from './signals/providers.js'

/** Images `[batch, height, width, channels]`: float32 in any range, or bytes on the host. */
export type Images = Tensor4D | HostArray<Uint8Array | Float32Array>

/** A batch of images with its targets; all follow one plan. */
export interface ImageBatch extends Batch<Images> {
  /** Class indices, one-hot or soft rows. */
  readonly label?: Tensor | readonly number[] | Int32Array | ReadonlyArray<readonly number[]>
  /**
   * Segmentation masks `[batch, height, width]`: class ids, or float32 one-hot `[batch, height,
   * width, classes]`.
   */
  readonly mask?: DenseMap
  /** Annotation boxes, a list for every image. */
  readonly boxes?: readonly Annotations[]
}

/** Images: regions along height and width, targets label, mask and boxes. */
export const image: Domain<Images> = {
  name: 'image',
  axes: ['height', 'width'],
  facts: (x, who) => {
    const { size, shape } = checkRows(x, who, 4, true)
    return { size, shape, frame: shape.slice(0, 2) }
  },
  paint: (plan, pools, who) => isTensor(pools.batch)
    ? paintRows(plan, pools as Record<string, Tensor>, brushes, who) as Tensor4D
    : paintHost(plan, pools as Record<string, HostArray<Uint8Array>>, who, brushes),
  targets: { label, y: label, mask: map, boxes: annotations },
  ...brushes,
  providers
}
