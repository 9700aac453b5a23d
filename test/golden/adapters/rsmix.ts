import { scripted, targetWeights } from '../../../core/index.js'
import { rsmix as mixer } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, completed, entry, numbers } from '../given.js'
import { fileObjects, objects } from '../points/clouds.js'
import { partnersIn } from '../read-plan.js'

/** RSMix. A choice of points is the beginning of an order of all of them. */
export const rsmix: Adapter = (inputs, params, decisions) => {
  const points = array(inputs, 'points')
  const labels = numbers(inputs, 'labels')
  const list = (name: string): number[][] =>
    (entry<GivenArray[]>(decisions, name) ?? []).map(({ data }) => [...data])
  const knn = entry<boolean>(params, 'knn') ?? false
  const { plan, mixed } = carryOut({
    mixer: mixer({
      beta: numbers(params, 'beta')[0], samples: numbers(params, 'n_sample')[0],
      points: knn ? 'nearest' : 'ball'
    }),
    draws: scripted({
      mix: 1,
      radius: numbers(decisions, 'cut_rad'),
      pair: numbers(decisions, 'rand_index'),
      query: numbers(decisions, 'query_main'),
      partnerQuery: numbers(decisions, 'query_partner'),
      ...named('subset', list('later_choice_in_order')
        .flatMap(chosen => completed(chosen, points.shape[1]))),
      ...named('duplicate', list('later_randint_in_order').flat())
    }),
    batch: { x: objects(points) }
  })
  const rows = partnersIn(plan)
  return {
    points: fileObjects(mixed.x as unknown as AnyCloud[]),
    lam: targetWeights(plan)[1],
    label_a: labels,
    label_b: Array.from(rows, row => labels[row])
  }
}

/** A name that nothing is drawn under is left out. */
function named (name: string, list: readonly number[]): Record<string, readonly number[]> {
  return list.length === 0 ? {} : { [name]: list }
}
