import type { Layer, Plan } from '../../core/index.js'
import type { Tensor } from '@tensorflow/tfjs-core'
import { paintClouds, sharesOfPieces } from './paint-clouds.js'
import type { CloudPools } from './paint-clouds.js'

/**
 * A plan that says what its pieces weigh: of those that state no weight and whose points only the
 * clouds can tell, the share of the points of the output.
 */
export function weighPoints (
  plan: Plan<Tensor>, pools: CloudPools, who: string
): Plan<Tensor> {
  const untold = plan.layers.some(isSet) &&
    plan.layers.some(({ weight }) => weight === undefined)
  const layers = !untold
    ? plan.layers
    : stated(plan, sharesOfPieces(plan, pools, who))
  if (plan.then === undefined) return { ...plan, layers }
  const batch = paintClouds({ ...plan, then: undefined }, pools, who)
  return { ...plan, layers, then: weighPoints(plan.then, { ...pools, batch }, who) }
}

/** Whether a layer shows some of the points of a set, so that only clouds tell how many. */
function isSet ({ where, blend }: Layer<unknown>): boolean {
  return where?.kind === 'points' || blend === 'union'
}

function stated (plan: Plan<Tensor>, shares: readonly Float64Array[]): Array<Layer<Tensor>> {
  return plan.layers.map((layer, l) => layer.weight === undefined
    ? { ...layer, weight: shares[l] }
    : layer)
}
