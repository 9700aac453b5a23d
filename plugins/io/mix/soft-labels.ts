import type { HostArray, Plan, Scene } from '../../../core/index.js'
import { label } from '../../../core/index.js'

/**
 * The soft labels `[outputs, classes]` that a plan makes of class indices, float32: those of the
 * label target, which follow what stays visible.
 *
 * @param frame - `[height, width]` of the images
 */
export function softLabels (
  plan: Plan, indices: Int32Array, classes: number, frame: readonly number[]
): HostArray<Float32Array> {
  const scene: Scene = {
    who: plan.mixer, target: 'label', size: indices.length, axes: ['height', 'width'], frame,
    host: true, settings: { classes }
  }
  const batch = label.encode(indices, scene)
  return label.mix(plan, { batch }, scene) as HostArray<Float32Array>
}
