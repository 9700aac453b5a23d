import { scripted, targetWeights } from '../../../core/index.js'
import { nearestPoints, pointCutmix } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, completed, numbers } from '../given.js'
import { fileObjects, objects } from '../points/clouds.js'

/** PointCutMix of both kinds, on the same clouds and λ. */
export const pointcutmix: Adapter = (inputs, params, decisions) => {
  const x = objects(array(inputs, 'points'))
  const [size, points] = array(inputs, 'points').shape
  const pair = numbers(decisions, 'perm')
  const query = numbers(decisions, 'query_K')
  const lambda = numbers(params, 'lam_drawn')
  const run = (kind: 'random' | 'nearest', draws: Record<string, readonly number[]>): {
    readonly x: readonly AnyCloud[]
    readonly share: number
    readonly order: Int32Array
  } => {
    const { plan, mixed } = carryOut({
      mixer: pointCutmix({ points: kind }),
      draws: scripted({ mix: 1, pair, lambda, ...draws }),
      batch: { x }
    })
    const [step] = plan.layers[1].view as unknown as ReadonlyArray<{ index: Int32Array }>
    return { x: mixed.x as unknown as AnyCloud[], share: targetWeights(plan)[1][0],
      order: step.index }
  }
  const anywhere = run('random', { points: completed(numbers(decisions, 'gamma_R'), points) })
  const about = run('nearest', { query })
  const cut = Math.round(anywhere.share * points)
  return {
    assignment: { shape: [size, points], data: Array.from(anywhere.order) },
    int_lam: cut,
    lam_label_b: anywhere.share,
    points_R: fileObjects(anywhere.x),
    points_K: fileObjects(about.x),
    knn_idx_K: {
      shape: [size, cut],
      data: x.flatMap(({ coordinates }, row) =>
        Array.from(nearestPoints(coordinates, query[row], cut)))
    }
  }
}
