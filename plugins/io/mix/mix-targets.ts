import type { Annotations, HostArray, Plan, Scene, Target } from '../../../core/index.js'
import { annotations, label, map } from '../../../core/index.js'
import type { Targets } from '../images/types.js'

/** What mixed images carry. */
export interface MixedTargets {
  /** The share of every class, float32 `[outputs, classes]`. */
  readonly soft?: HostArray<Float32Array>
  readonly masks?: HostArray<Uint8Array>
  readonly boxes?: readonly Annotations[]
}

/**
 * The targets that a plan makes of those of its rows, by the rules of label, mask and boxes.
 *
 * @param classes - how many
 * @param frame - `[height, width]` of the images
 * @throws TARGET for masks of ids under a plan that blends
 */
export function mixTargets (
  plan: Plan, given: Targets, size: number, classes: number, frame: readonly number[]
): MixedTargets {
  const follow = <Value>(name: string, rule: Target<Value>, value: unknown): Value => {
    const scene: Scene = {
      who: plan.mixer, target: name, size, axes: ['height', 'width'], frame, host: true,
      settings: name === 'label' ? { classes } : {}
    }
    return rule.mix(plan, { batch: rule.encode(value, scene) }, scene)
  }
  if (given.label !== undefined)
    return { soft: follow('label', label, given.label) as HostArray<Float32Array> }
  if (given.mask !== undefined)
    return { masks: follow('mask', map, given.mask) as HostArray<Uint8Array> }
  return given.boxes === undefined ? {} : { boxes: follow('boxes', annotations, given.boxes) }
}
