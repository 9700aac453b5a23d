import { scripted } from '../../../core/index.js'
import { sagemix as mixer } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, numbers } from '../given.js'
import { fileObjects, objects } from '../points/clouds.js'

/** SageMix with the saliency of the case. */
export const sagemix: Adapter = (inputs, params, decisions) => {
  const points = array(inputs, 'points')
  const [size, many] = points.shape
  const saliency = { data: Float32Array.from(numbers(inputs, 'saliency')), shape: [size, many] }
  const [sigma, theta, classes] = ['sigma', 'theta', 'num_class']
    .map(name => numbers(params, name)[0])
  const { plan, mixed } = carryOut({
    mixer: mixer({ sigma, theta }),
    draws: scripted({
      pair: numbers(decisions, 'perm'),
      anchor: numbers(decisions, 'anchor_main'),
      partnerAnchor: numbers(decisions, 'anchor_minor_in_matched_order'),
      alpha: numbers(decisions, 'alpha')
    }),
    batch: { x: objects(points), label: numbers(inputs, 'labels') },
    targets: { label: { classes } },
    signals: { saliency: () => saliency }
  })
  const [step] = plan.layers[1].view as unknown as ReadonlyArray<{ index: Int32Array }>
  return {
    assignment: { shape: [size, many], data: Array.from(step.index) },
    points: fileObjects(mixed.x as unknown as AnyCloud[]),
    soft_labels: mixed.label
  }
}
