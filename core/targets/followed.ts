import type { Layer, Plan, Scene } from '../contract/index.js'
import { fail, show } from '../errors.js'

/**
 * A plan as maps and annotation boxes follow it: without the layers that weigh nothing, which are
 * seen but give no target, and without the steps that move nothing.
 *
 * @throws TARGET for a step that moves what is seen
 */
export function followed<Live> (plan: Plan<Live>, scene: Scene): Plan<Live> {
  const { layers, after = [], then } = plan
  const [moved] = [...layers.filter(isTarget).flatMap(({ view = [] }) => view), ...after]
    .filter(step => moves(step, scene))
  if (moved !== undefined) {
    throw fail('TARGET', scene.who, scene.target, `cannot follow the step ${show(moved.step)}`)
  }
  return {
    ...plan,
    layers: layers.filter(isTarget).map(({ view: _still, ...layer }): Layer<Live> => layer),
    after: [],
    ...then && { then: followed(then, scene) }
  }
}

/** Whether a layer gives a target: it states no weight, or one above 0. */
function isTarget ({ weight }: Layer<unknown>): boolean {
  return weight !== 0
}

function moves (
  { step, ...parameters }: { readonly step: string }, { steps = {} }: Scene
): boolean {
  return !Object.hasOwn(steps, step) || (steps[step].moves?.(parameters) ?? true)
}
