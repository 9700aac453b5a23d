import type { Batch, HostArray, TargetOptions, TargetSettings } from '../../core/index.js'
import type { Tensor } from '@tensorflow/tfjs-core'

/** A batch with its labels; without them where there are none, or nothing says how many classes. */
export function withLabels (
  x: Tensor | HostArray<Uint8Array>, labels: Int32Array | number[][] | undefined,
  settings: TargetSettings
): { readonly batch: Batch<typeof x>, readonly targets?: TargetOptions } {
  const unknown = labels instanceof Int32Array && settings.classes === undefined
  return labels === undefined || unknown
    ? { batch: { x } }
    : { batch: { x, label: labels }, targets: { label: settings } }
}
